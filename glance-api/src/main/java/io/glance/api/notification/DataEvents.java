package io.glance.api.notification;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.StoreException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one attempt to write the bytes of an image to one store.
 *
 * <p>Source: glance/notifier.py, ImageProxy.set_data.
 */
public final class DataEvents {
  /** Of an attempt that nobody wants to know of. */
  static final DataEvents NONE = new DataEvents(Notifier.silent(), "", null, null);

  private final Notifier notifier;
  private final String imageId;
  private final @Nullable Image before;
  private final @Nullable String store;

  /**
   * @param before the image when the attempt began; absent if it could not be read
   */
  DataEvents(Notifier notifier, String imageId, @Nullable Image before, @Nullable String store) {
    this.notifier = notifier;
    this.imageId = imageId;
    this.before = before;
    this.store = store;
  }

  void prepared() {
    if (before == null) {
      return;
    }
    if (before.status() == ImageStatus.SAVING) {
      notifier.send(new ImageEvent.Updated(before));
    }
    notifier.send(new ImageEvent.Prepared(before, store));
  }

  /** The bytes are stored, and the registry says so. */
  public void stored(Image after) {
    Map<String, @Nullable String> properties =
        before == null ? after.properties() : before.properties();
    notifier.send(new ImageEvent.Uploaded(after, properties));
    boolean wasActive = before != null && before.status() == ImageStatus.ACTIVE;
    if (after.status() == ImageStatus.ACTIVE && !wasActive) {
      notifier.send(new ImageEvent.Activated(after, properties));
    }
    notifier.send(new ImageEvent.Updated(after));
  }

  /**
   * The bytes could not be stored.
   *
   * @param failure what the client is told; if a store or its stream caused it, that counts
   */
  public void failed(Exception failure) {
    Throwable reason = failure.getCause() instanceof IOException cause ? cause : failure;
    notifier.send(new ImageEvent.UploadFailed(message(reason)));
  }

  private String message(Throwable reason) {
    String why = String.valueOf(reason.getMessage());
    return switch (reason) {
      case StoreException.Full _ -> "Image storage media is full: " + why;
      case StoreException.WriteDenied _ ->
          "Insufficient permissions on image storage media: " + why;
      case StoreException.SizeMismatch _, StoreException.BadLocation _ ->
          "Cannot save data for image %s: %s".formatted(imageId, why);
      case StoreException.Duplicate _ ->
          "Unable to upload duplicate image data for image %s: %s".formatted(imageId, why);
      case StoreException.Forbidden _, GlanceException.Forbidden _ ->
          "Not allowed to upload image data for image %s: %s".formatted(imageId, why);
      case GlanceException.Gone _, GlanceException.NotFound _ ->
          "Image %s could not be found after upload. The image may have been deleted during the upload: %s"
              .formatted(imageId, why);
      case GlanceException _ ->
          "Failed to upload image data for image %s due to HTTP error: %s".formatted(imageId, why);
      default ->
          "Failed to upload image data for image %s due to internal error: %s"
              .formatted(imageId, why);
    };
  }
}
