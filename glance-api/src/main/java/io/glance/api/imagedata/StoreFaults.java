package io.glance.api.imagedata;

import io.glance.api.quota.StorageQuota;
import io.glance.api.signature.SignatureRefused;
import io.glance.common.error.GlanceException;
import io.glance.store.StoreException;
import java.io.IOException;

/**
 * What a caller is told when a store fails: the one place where a {@link StoreException} becomes a
 * {@link GlanceException}.
 *
 * <p>Source: glance/api/v2/image_data.py, upload and download; glance/api/v2/images.py, delete. Of
 * a store that does not answer the original says 503 to downloads only and 500 to all else; 503
 * says to all that the same request is worth sending again.
 */
public final class StoreFaults {

  private StoreFaults() {}

  public static GlanceException ofUpload(IOException failure, String imageId) {
    return because(
        failure,
        switch (failure) {
          case UploadBody.TooLarge e ->
              new GlanceException.LimitExceeded(
                  "The incoming image is too large: " + e.getMessage());
          case ReservedBody.Exceeded e -> StorageQuota.ofUpload(e);
          case InspectedBody.Refused e ->
              new GlanceException.UnsupportedMediaType(null, e.getMessage());
          case OtherData e -> new GlanceException.Invalid(e.getMessage());
          case SignatureRefused e -> new GlanceException.Invalid(e.ofUpload(imageId));
          case UploadBody.TakenOver e -> new GlanceException.Unavailable(e.getMessage());
          case StoreException e -> ofUpload(e, imageId);
          default -> new GlanceException.Failed(null, null);
        });
  }

  private static GlanceException ofUpload(StoreException failure, String imageId) {
    String message = failure.getMessage();
    return switch (failure) {
      case StoreException.NotFound _ -> new GlanceException.NotFound(message);
      case StoreException.Duplicate _ ->
          new GlanceException.Conflict("Image %s already exists".formatted(imageId));
      case StoreException.SizeMismatch _ -> new GlanceException.Invalid(message);
      case StoreException.Full _ ->
          new GlanceException.LimitExceeded("Image storage media is full: " + message);
      case StoreException.WriteDenied _ ->
          new GlanceException.Unavailable(
              "Insufficient permissions on image storage media: " + message);
      case StoreException.Forbidden _ ->
          new GlanceException.Forbidden(
              "Not allowed to upload image data for image %s".formatted(imageId));
      case StoreException.Unsupported _ ->
          new GlanceException.Gone(
              "Error in store configuration. Adding images to store is disabled.");
      case StoreException.BadLocation _ -> new GlanceException.Invalid(message);
      case StoreException.Unavailable _ -> new GlanceException.Unavailable(message);
      case StoreException.InUse _ -> new GlanceException.Failed(null, null);
    };
  }

  /** Bytes that are not there are no fault of a download: the image has no data then. */
  static GlanceException ofDownload(IOException failure) {
    String message = failure.getMessage();
    return because(
        failure,
        switch (failure) {
          case StoreException.Unsupported _ -> new GlanceException.Invalid(message);
          case StoreException.BadLocation _ -> new GlanceException.Invalid(message);
          case StoreException.Forbidden _ -> new GlanceException.Forbidden(message);
          case StoreException.Unavailable _ -> new GlanceException.Unavailable(message);
          default -> new GlanceException.Failed(null, null);
        });
  }

  static GlanceException ofRemoval(IOException failure, String imageId) {
    return because(
        failure,
        switch (failure) {
          case StoreException.InUse e ->
              new GlanceException.Conflict(
                  "Image %s could not be deleted because it is in use: %s"
                      .formatted(imageId, e.getMessage()));
          case StoreException.Forbidden e -> new GlanceException.Forbidden(e.getMessage());
          case StoreException.Unavailable e -> new GlanceException.Unavailable(e.getMessage());
          default -> new GlanceException.Failed(null, null);
        });
  }

  static GlanceException ofWithdrawal(IOException failure, String imageId) {
    return because(
        failure,
        switch (failure) {
          case StoreException.InUse e ->
              new GlanceException.Conflict(
                  "The data for Image %s could not be deleted because it is in use: %s"
                      .formatted(imageId, e.getMessage()));
          case StoreException.Unavailable e -> new GlanceException.Unavailable(e.getMessage());
          case StoreException e -> new GlanceException.Failed(e.getMessage());
          default -> new GlanceException.Failed(null, null);
        });
  }

  private static GlanceException because(IOException cause, GlanceException fault) {
    if (fault.getCause() == null) {
      fault.initCause(cause);
    }
    return fault;
  }
}
