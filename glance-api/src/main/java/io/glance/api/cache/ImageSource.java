package io.glance.api.cache;

import io.glance.common.error.GlanceException;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.util.Optional;

/** The bytes of one image where they are at home: in its stores. */
@FunctionalInterface
public interface ImageSource {

  /**
   * Empty if no place has the bytes. The caller closes the result.
   *
   * @throws GlanceException if they may be somewhere and cannot be had
   */
  Optional<OpenImage> open(ByteRange range);
}
