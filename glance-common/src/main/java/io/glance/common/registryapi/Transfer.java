package io.glance.common.registryapi;

import io.glance.common.image.ImageLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work on the bytes of one image that a process has begun and not finished. It is written down
 * before the first byte is touched, so that whoever finds it after a crash can clean up.
 *
 * @param store backend that an upload writes to; absent for a removal
 * @param locations of the bytes that a removal removes; empty for an upload
 */
public record Transfer(
    String id, String imageId, Kind kind, @Nullable String store, List<ImageLocation> locations) {

  public Transfer {
    locations = List.copyOf(locations);
  }

  public enum Kind {
    UPLOAD,
    REMOVAL
  }
}
