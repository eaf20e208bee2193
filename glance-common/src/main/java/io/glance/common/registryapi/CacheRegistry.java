package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * The index that the caches of all nodes share. A node is the URL by which others reach it; it is
 * known from its first entry on.
 *
 * <p>Source: glance/db/sqlalchemy/api.py of 2024.1, node_reference_create to update_hit_count.
 */
@HttpExchange("/cache")
public interface CacheRegistry {

  /** The entries of a node, by image. */
  @GetExchange("/images")
  List<CachedImage> list(@RequestParam String node, RequestContext caller);

  /** Notes an entry, in the place of an earlier one of this image. Its id is not looked at. */
  @PutExchange("/images")
  void put(@RequestParam String node, @RequestBody CachedImage image, RequestContext caller);

  /** Adds to what is known of entries; those that are no more are passed over. */
  @PostExchange("/hits")
  void count(@RequestParam String node, @RequestBody List<CacheHits> hits, RequestContext caller);

  /** Does nothing if there is no such entry. */
  @DeleteExchange("/images/{imageId}")
  void remove(@PathVariable String imageId, @RequestParam String node, RequestContext caller);

  @DeleteExchange("/images")
  void removeAll(@RequestParam String node, RequestContext caller);

  /** The nodes that have an image in their caches. */
  @GetExchange("/images/{imageId}/nodes")
  List<String> nodesOf(@PathVariable String imageId, RequestContext caller);

  /** Which of these images are deleted, or never were. */
  @PostExchange("/gone")
  List<String> gone(@RequestBody List<String> imageIds, RequestContext caller);

  /**
   * @param count new hits
   * @param last when the last of them was
   */
  record CacheHits(String imageId, int count, Instant last) {}
}
