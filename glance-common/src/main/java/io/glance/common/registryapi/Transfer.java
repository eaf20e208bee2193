package io.glance.common.registryapi;

import io.glance.common.image.ImageLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work on the bytes of one image that a process has begun and not finished. It is written down
 * before the first byte is touched, so that whoever finds it after a crash can clean up.
 *
 * @param stores backends that the work writes to; none where it only removes, and for bytes that
 *     are staged
 * @param taskId the task that an import, also of a location, runs as; absent otherwise
 * @param projectId of whoever brings the bytes: in stores with an account for each project they
 *     come into his; absent if there is none, and where none come
 * @param locations of the bytes that are to be removed; empty where bytes come in
 */
public record Transfer(
    String id,
    String imageId,
    Kind kind,
    List<String> stores,
    @Nullable String taskId,
    @Nullable String projectId,
    List<ImageLocation> locations) {

  public Transfer {
    stores = List.copyOf(stores);
    locations = List.copyOf(locations);
  }

  public enum Kind {
    UPLOAD,
    /** An image that was deleted earlier loses its bytes. */
    SCRUB,
    /** An image goes, with all its bytes. */
    REMOVAL,
    /** An image stays, but not its bytes at one of several locations. */
    WITHDRAWAL,
    /** Bytes go that came when nobody wanted them any more; no image has a location with them. */
    STRAY,
    /** Bytes that a node keeps for an import to come. */
    STAGING,
    IMPORT,
    /** A location that was named by a caller; its bytes are looked at. */
    LOCATION
  }
}
