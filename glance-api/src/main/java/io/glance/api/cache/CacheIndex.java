package io.glance.api.cache;

import io.glance.common.registryapi.CacheRegistry.CacheHits;
import io.glance.common.registryapi.CachedImage;
import java.util.List;

/**
 * What is known of the files of a cache besides that they are there. Whether bytes are served is
 * decided by the files alone; an index that is lost is made again from them. Thread-safe.
 *
 * <p>Any method may throw a {@link io.glance.common.error.GlanceException.Unavailable}, if the
 * index cannot be reached.
 */
public interface CacheIndex {

  /** The entries of this node, by image. */
  List<CachedImage> list();

  /** Notes an entry, in the place of an earlier one of this image. */
  void put(CachedImage image);

  /** Adds to what is known of entries; those that are no more are passed over. */
  void count(List<CacheHits> hits);

  /** Does nothing if there is no such entry. */
  void remove(String imageId);

  void removeAll();
}
