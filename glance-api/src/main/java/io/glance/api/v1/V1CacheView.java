package io.glance.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.registryapi.CachedImage;
import io.glance.common.time.OpenStackTime;
import java.math.BigDecimal;
import java.util.List;

/**
 * Answers about the cache.
 *
 * <p>Source: glance/image_cache/drivers/sqlite.py of 13.0.0, get_cached_images.
 */
final class V1CacheView {
  private V1CacheView() {}

  record Cached(@JsonProperty("cached_images") List<Entry> images) {
    Cached {
      images = List.copyOf(images);
    }

    static Cached of(List<CachedImage> images) {
      return new Cached(images.stream().map(Entry::of).toList());
    }
  }

  /**
   * @param lastAccessed seconds since 1970
   * @param lastModified seconds since 1970
   * @param size bytes
   */
  @JsonPropertyOrder({"image_id", "hits", "last_accessed", "last_modified", "size"})
  record Entry(
      @JsonProperty("image_id") String imageId,
      long hits,
      @JsonProperty("last_accessed") BigDecimal lastAccessed,
      @JsonProperty("last_modified") BigDecimal lastModified,
      long size) {

    private static Entry of(CachedImage image) {
      return new Entry(
          image.imageId(),
          image.hits(),
          OpenStackTime.seconds(image.lastAccessed()),
          OpenStackTime.seconds(image.lastModified()),
          image.size());
    }
  }

  record Queued(@JsonProperty("queued_images") List<String> images) {
    Queued {
      images = List.copyOf(images);
    }
  }

  record Removed(@JsonProperty("num_deleted") int number) {}
}
