package io.glance.api.cache;

import io.glance.common.image.Image;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.util.Optional;

/** How the bytes of an image are read: from the cache if it has them, else from the stores. */
public interface ImageReads {

  /**
   * Empty if no place has the bytes. The caller closes the result. Whoever asks may have the bytes:
   * that was decided before.
   */
  Optional<OpenImage> open(Image image, ByteRange range, ImageSource source);

  /** Always from the stores. */
  static ImageReads uncached() {
    return (image, range, source) -> source.open(range);
  }
}
