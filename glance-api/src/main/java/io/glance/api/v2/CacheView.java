package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.api.cache.ImageCache;
import io.glance.common.registryapi.CachedImage;
import io.glance.common.time.OpenStackTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the resources of the cache.
 *
 * <p>Source: glance/api/v2/cached_images.py; glance/db/sqlalchemy/api.py, _cached_image_format.
 */
final class CacheView {
  private CacheView() {}

  @JsonPropertyOrder({"cached_images", "queued_images"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record State(
      @JsonProperty("cached_images") @Nullable List<Map<String, @Nullable Object>> cached,
      @JsonProperty("queued_images") @Nullable List<String> queued) {

    static State of(List<CachedImage> cached, List<String> queued) {
      return new State(entries(cached), queued);
    }

    static State ofCached(List<CachedImage> cached) {
      return new State(entries(cached), null);
    }

    static State ofQueued(List<String> queued) {
      return new State(null, queued);
    }

    private static List<Map<String, @Nullable Object>> entries(List<CachedImage> cached) {
      return cached.stream().map(CacheView::entry).toList();
    }
  }

  /** With one index for all nodes a row is shown as the database has it. */
  private static Map<String, @Nullable Object> entry(CachedImage image) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    boolean isRow = image.id() != null;
    if (isRow) {
      shown.put("id", image.id());
    }
    shown.put("image_id", image.imageId());
    if (!isRow) {
      shown.put("hits", image.hits());
    }
    shown.put("last_accessed", OpenStackTime.seconds(image.lastAccessed()));
    shown.put("last_modified", OpenStackTime.seconds(image.lastModified()));
    shown.put("size", image.size());
    if (isRow) {
      shown.put("hits", image.hits());
      shown.put("checksum", image.checksum());
    }
    return shown;
  }

  @JsonPropertyOrder({"total_files_pruned", "total_bytes_pruned"})
  record Pruned(
      @JsonProperty("total_files_pruned") int files,
      @JsonProperty("total_bytes_pruned") long bytes) {

    static Pruned of(ImageCache.Pruned pruned) {
      return new Pruned(pruned.files(), pruned.bytes());
    }
  }

  record Removed(@JsonProperty("num_deleted") int number) {}
}
