package io.glance.api.v1;

import io.glance.api.image.StatusService;
import io.glance.api.imagedata.DeclaredSize;
import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.OtherData;
import io.glance.api.imagedata.ReservedBody;
import io.glance.api.imagedata.UploadBody;
import io.glance.api.imagedata.UploadService;
import io.glance.api.versions.OnFirstVersion;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Takes in the bytes that a request brings. If they do not become the image's, it is given up.
 *
 * <p>Source: glance/api/v1/images.py, Controller._upload and _validate_image_for_activation;
 * glance/api/v1/upload_utils.py, upload_data_to_store.
 */
@Component
@Conditional(OnFirstVersion.class)
final class ImageUploads {
  private static final String BYTES = "application/octet-stream";

  private final UploadService uploads;
  private final StatusService statuses;
  private final ImageDataProperties options;

  ImageUploads(UploadService uploads, StatusService statuses, ImageDataProperties options) {
    this.uploads = uploads;
    this.statuses = statuses;
    this.options = options;
  }

  /** Whether data can make an image active. */
  static void requireFormats(@Nullable String disk, @Nullable String container) {
    if (disk == null || disk.isEmpty()) {
      throw new GlanceException.Invalid("Disk format is not specified.");
    }
    if (container == null || container.isEmpty()) {
      throw new GlanceException.Invalid("Container format is not specified.");
    }
  }

  /**
   * @param image queued, with formats and with the size that was said of it
   * @param store that the bytes go to; the default one if absent
   * @return the image, active
   */
  Image upload(
      Image image, @Nullable String store, HttpServletRequest request, RequestContext caller)
      throws IOException {
    long supplied = image.size() == null ? 0 : image.size();
    long length = request.getContentLengthLong();
    if (supplied > 0 && length > 0 && supplied != length) {
      statuses.kill(image.id(), caller);
      throw mismatch("size", supplied, length);
    }
    long announced = length > 0 ? length : supplied > 0 ? supplied : DeclaredSize.UNKNOWN;
    try {
      return uploads.uploadOrKill(image.id(), request.getInputStream(), announced, store, caller);
    } catch (GlanceException.LimitExceeded e) {
      throw withoutRoom(e, image, caller);
    } catch (GlanceException e) {
      throw inWordsOfThisVersion(e, image, supplied);
    }
  }

  /**
   * What to tell about data that there is no room for. Their image is given up, even if it was
   * found out before anything began.
   */
  GlanceException withoutRoom(
      GlanceException.LimitExceeded refusal, Image image, RequestContext caller) {
    statuses.kill(image.id(), caller);
    return inWordsOfThisVersion(refusal, image, 0);
  }

  /** Whether a request says that what it brings is data. */
  static void requireBytes(@Nullable String contentType) {
    if (contentType == null || !contentType.split(";", 2)[0].strip().equals(BYTES)) {
      throw new GlanceException.Invalid("Content-Type must be application/octet-stream");
    }
  }

  /** As {@link #requireBytes(String)}; if it does not, an image that may be filled is given up. */
  void requireBytes(Image image, @Nullable String contentType, RequestContext caller) {
    try {
      requireBytes(contentType);
    } catch (GlanceException.Invalid e) {
      statuses.kill(image.id(), caller);
      throw e;
    }
  }

  private static GlanceException mismatch(String what, Object supplied, Object generated) {
    return new GlanceException.Invalid(
        ("Supplied %s (%s) and %s generated from uploaded image (%s) did not match. Setting image"
                + " status to 'killed'.")
            .formatted(what, supplied, what, generated));
  }

  private GlanceException inWordsOfThisVersion(GlanceException failure, Image image, long size) {
    @Nullable Throwable cause = failure.getCause();
    GlanceException told =
        switch (failure) {
          case GlanceException.Gone gone when !(cause instanceof StoreException.Unsupported) ->
              new GlanceException.PreconditionFailed(gone.getMessage());
          case GlanceException.LimitExceeded _ when cause instanceof UploadBody.TooLarge ->
              new GlanceException.LimitExceeded(
                  "Denying attempt to upload image larger than %d bytes."
                      .formatted(options.imageSizeCap()));
          case GlanceException.LimitExceeded _ when isQuota(cause) ->
              new GlanceException.LimitExceeded(
                  "Denying attempt to upload image because it exceeds the quota: "
                      + cause.getMessage());
          case GlanceException.Invalid _ when cause instanceof StoreException.SizeMismatch ->
              mismatch("size", size, "another");
          case GlanceException.Invalid _ when cause instanceof OtherData ->
              new GlanceException.Invalid(
                  cause.getMessage() + " Setting image status to 'killed'.");
          case GlanceException.Conflict _ when cause instanceof StoreException.Duplicate ->
              new GlanceException.Conflict(
                  "Attempt to upload duplicate image: " + cause.getMessage());
          case GlanceException.UnsupportedMediaType other ->
              new GlanceException.Invalid(other.getMessage());
          case GlanceException.Failed _ ->
              new GlanceException.Failed("Failed to upload image " + image.id());
          default -> failure;
        };
    if (told != failure) {
      told.initCause(failure);
    }
    return told;
  }

  private static boolean isQuota(@Nullable Throwable cause) {
    return cause instanceof ReservedBody.Exceeded || cause instanceof GlanceException.LimitExceeded;
  }
}
