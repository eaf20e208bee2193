package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefTag;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Tags of namespaces. MySQL compares their names without regard to case. One that is not there is
 * {@link GlanceException.NotFound}, worded {@code Could not find metadata tag <name>}; about
 * namespaces see {@link NamespaceRegistry}.
 */
@HttpExchange("/metadefs/tags")
public interface MetadefTagRegistry {

  /** Finds a page. */
  @PostExchange("/search")
  List<MetadefTag> list(
      @RequestParam String namespace, @RequestBody MetadefTagQuery query, RequestContext caller);

  @GetExchange("/one")
  MetadefTag get(@RequestParam String namespace, @RequestParam String name, RequestContext caller);

  /**
   * Adds tags, all or none of them.
   *
   * @param replace whether those that the namespace has go
   * @throws GlanceException.Duplicate naming the first one that is there already
   * @throws GlanceException.Invalid if a name does not fit its column
   */
  @PostExchange
  List<MetadefTag> create(
      @RequestParam String namespace,
      @RequestParam boolean replace,
      @RequestBody List<String> names,
      RequestContext caller);

  /**
   * @throws GlanceException.Duplicate if another one has the new name
   * @throws GlanceException.Invalid if the name does not fit its column
   */
  @PutExchange
  MetadefTag rename(
      @RequestParam String namespace,
      @RequestParam String name,
      @RequestParam String newName,
      RequestContext caller);

  /**
   * Removes a tag. Returns it as it was.
   *
   * @throws GlanceException.Forbidden also if the namespace is protected
   */
  @DeleteExchange
  MetadefTag delete(
      @RequestParam String namespace, @RequestParam String name, RequestContext caller);
}
