package io.glance.api.imagedata;

import io.glance.api.imagedata.UploadJournal.OpenUpload;
import io.glance.api.imagedata.UploadStart.Started;
import io.glance.api.notification.DataEvents;
import io.glance.api.notification.ImageEvents;
import io.glance.common.image.Image;
import io.glance.common.registryapi.StoredData;
import io.glance.store.backends.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings the bytes of an upload to its store and ends it, with an active image or without any. */
@Component
final class UploadWork {
  private final UploadJournal journal;
  private final Stores stores;
  private final Reservations reservations;
  private final ImageDataProperties options;
  private final ImageWriter writer;
  private final ImageEvents events;
  private final ImageSharing sharing;

  UploadWork(
      UploadJournal journal,
      Stores stores,
      Reservations reservations,
      ImageDataProperties options,
      ImageWriter writer,
      ImageEvents events,
      ImageSharing sharing) {
    this.journal = journal;
    this.stores = stores;
    this.reservations = reservations;
    this.options = options;
    this.writer = writer;
    this.events = events;
    this.sharing = sharing;
  }

  /**
   * Stores what {@code data} yields up to its end, and leaves it open. If that fails, the upload
   * has ended as well, or is left to {@link Recovery}.
   *
   * @param declaredSize bytes that it should yield, or {@link DeclaredSize#UNKNOWN}
   * @throws io.glance.common.error.GlanceException as {@link UploadService#upload}
   * @throws IOException as {@code data} throws it
   */
  Image bring(InputStream data, long declaredSize, Started started) throws IOException {
    OpenUpload upload = started.upload();
    DataEvents told =
        events.writing(
            upload.imageId(),
            stores.isMultiple() ? upload.store().backend() : null,
            upload.caller().requestId());
    try {
      StoredData stored = write(started.image(), watched(data, started), declaredSize, upload);
      Image active = journal.finish(stored, upload);
      told.stored(active);
      sharing.shareIfPossible(active, upload.caller());
      return active;
    } catch (IOException | RuntimeException e) {
      told.failed(e);
      events.updated(upload.imageId(), upload.caller().requestId());
      throw e;
    }
  }

  /** Ends an upload of which no byte was read. */
  void decline(Started started) {
    journal.decline(started.upload());
    events.updated(started.upload().imageId(), started.upload().caller().requestId());
  }

  private InputStream watched(InputStream data, Started started) {
    OpenUpload upload = started.upload();
    UploadBody body = new UploadBody(data, options.imageSizeCap(), upload::isLost);
    return reservations.watch(body, started.room(), upload.transfer());
  }

  private StoredData write(Image image, InputStream data, long declaredSize, OpenUpload upload)
      throws IOException {
    try {
      StoredData stored = writer.write(image, data, declaredSize, upload.store(), upload.caller());
      requireAnnounced(image, stored);
      return stored;
    } catch (UploadBody.CutOff e) {
      journal.abandon(upload, e);
      throw e.clientFailure();
    } catch (IOException e) {
      journal.abandon(upload, e);
      throw StoreFaults.ofUpload(e, image.id());
    } catch (RuntimeException | Error e) {
      journal.abandon(upload, e);
      throw e;
    }
  }

  /** Who said what the digest would be wants no other data. */
  private static void requireAnnounced(Image image, StoredData stored) throws OtherData {
    @Nullable String announced = image.checksum();
    if (announced != null && !announced.toLowerCase(Locale.ROOT).equals(stored.checksum())) {
      throw new OtherData(announced, stored.checksum());
    }
  }
}
