package io.glance.api.cache;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.util.Optional;

/**
 * Reads through a cache: what it has comes from it, parts too; what it does not have is fetched
 * into it, once for all who want it at the same time, when somebody wants the whole image. Only
 * active images are cached.
 *
 * <p>Source: glance/api/middleware/cache.py, CacheFilter.
 */
final class CachedReads implements ImageReads {
  private final ImageCache cache;

  CachedReads(ImageCache cache) {
    this.cache = cache;
  }

  @Override
  public Optional<OpenImage> open(Image image, ByteRange range, ImageSource source) {
    if (!isCacheable(image)) {
      return source.open(range);
    }
    Optional<OpenImage> hit = cache.hit(image, range);
    if (hit.isPresent()) {
      return hit;
    }
    return range.isAll() ? cache.fills().open(image, source) : source.open(range);
  }

  private static boolean isCacheable(Image image) {
    boolean isEmpty = image.size() != null && image.size() == 0;
    return image.status() == ImageStatus.ACTIVE && !isEmpty;
  }
}
