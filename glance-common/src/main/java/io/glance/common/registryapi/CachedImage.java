package io.glance.common.registryapi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image in the cache of one node.
 *
 * @param id of the row; absent where there is none
 * @param size bytes
 * @param hits how often the bytes came from the cache
 * @param checksum of the bytes; absent in all that the original wrote
 */
public record CachedImage(
    @Nullable Long id,
    String imageId,
    Instant lastAccessed,
    Instant lastModified,
    long size,
    int hits,
    @Nullable String checksum) {

  /** An entry that nobody has used yet. */
  public static CachedImage fresh(String imageId, Instant now, long size) {
    return new CachedImage(null, imageId, now, now, size, 0, null);
  }
}
