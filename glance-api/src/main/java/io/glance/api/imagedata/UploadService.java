package io.glance.api.imagedata;

import io.glance.api.imagedata.UploadStart.Started;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Takes in the bytes of queued images.
 *
 * <p>An upload either ends with an active image whose bytes are durable, or leaves a queued image
 * and nothing in the store. Where it cannot see to that itself, because a service behind it is
 * silent or because it dies, {@link Recovery} does.
 */
@Service
public class UploadService {
  private final UploadStart start;
  private final UploadWork work;

  UploadService(UploadStart start, UploadWork work) {
    this.start = start;
    this.work = work;
  }

  /**
   * Stores what {@code data} yields up to its end as the bytes of an image. Leaves {@code data}
   * open.
   *
   * @param declaredSize bytes that it should yield, or {@link DeclaredSize#UNKNOWN}
   * @param store id of the store that they go to; the default one if absent
   * @throws GlanceException.Invalid if there is no such store, a format is not set, or the size
   *     differs from the declared one, or the data are not those that were signed
   * @throws GlanceException.Forbidden if the caller may not
   * @throws GlanceException.Conflict if the image is not queued, or the store has bytes of that
   *     name
   * @throws GlanceException.LimitExceeded if there are more bytes than one image may have, or no
   *     room in the store or for the caller's project
   * @throws GlanceException.Gone if the image was deleted meanwhile
   * @throws GlanceException.UnsupportedMediaType if the data are not what the image declares, or
   *     unsafe
   * @throws IOException as {@code data} throws it
   */
  public void upload(
      String imageId,
      InputStream data,
      long declaredSize,
      @Nullable String store,
      RequestContext caller)
      throws IOException {
    try (Started started = start.begin(imageId, declaredSize, store, ImageStatus.QUEUED, caller)) {
      work.bring(data, declaredSize, started);
    }
  }

  /**
   * As {@link #upload}, but an image is given up whose upload began and fails.
   *
   * @return the image, active
   */
  public Image uploadOrKill(
      String imageId,
      InputStream data,
      long declaredSize,
      @Nullable String store,
      RequestContext caller)
      throws IOException {
    try (Started started = start.begin(imageId, declaredSize, store, ImageStatus.KILLED, caller)) {
      return work.bring(data, declaredSize, started);
    }
  }
}
