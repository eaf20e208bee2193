package io.glance.common.registryapi;

import io.glance.common.image.ImageLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work on the bytes of one image that a process has begun and not finished. It is written down
 * before the first byte is touched, so that whoever finds it after a crash can clean up.
 *
 * @param store backend that an upload writes to; absent unless it is one
 * @param locations of the bytes that are to be removed; empty for an upload
 */
public record Transfer(
    String id, String imageId, Kind kind, @Nullable String store, List<ImageLocation> locations) {

  public Transfer {
    locations = List.copyOf(locations);
  }

  public enum Kind {
    UPLOAD,
    /** An image goes, with all its bytes. */
    REMOVAL,
    /** An image stays, but not its bytes at one of several locations. */
    WITHDRAWAL
  }
}
