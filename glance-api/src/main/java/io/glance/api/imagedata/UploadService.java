package io.glance.api.imagedata;

import io.glance.api.imagedata.UploadJournal.OpenUpload;
import io.glance.api.notification.DataEvents;
import io.glance.api.notification.ImageEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.quota.LimitedResource;
import io.glance.api.quota.ProjectLimits;
import io.glance.api.quota.StorageQuota;
import io.glance.api.quota.UnifiedLimits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.StoredData;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
  private final ImageRegistry images;
  private final Stores stores;
  private final StoreChoice choice;
  private final UploadJournal journal;
  private final UnifiedLimits unified;
  private final Reservations reservations;
  private final ImageDataProperties options;
  private final ImageWriter writer;
  private final ImagePolicy policy;
  private final ImageEvents events;
  private final ImageSharing sharing;

  UploadService(
      ImageRegistry images,
      Stores stores,
      UploadJournal journal,
      UnifiedLimits unified,
      Reservations reservations,
      ImageDataProperties options,
      ImageWriter writer,
      ImagePolicy policy,
      ImageEvents events,
      ImageSharing sharing) {
    this.images = images;
    this.stores = stores;
    this.choice = new StoreChoice(stores);
    this.journal = journal;
    this.unified = unified;
    this.reservations = reservations;
    this.options = options;
    this.writer = writer;
    this.policy = policy;
    this.events = events;
    this.sharing = sharing;
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
    policy.requireMayWrite(caller);
    ProjectLimits limits = unified.of(caller);
    limits.requireRoomForBytes(LimitedResource.IMAGE_SIZE_TOTAL, declaredSize);
    CheckedStore target = choice.forUpload(store).of(Tenants.of(imageId, caller));
    Image image = images.get(imageId, caller);
    policy.requireOwned(PolicyRule.UPLOAD_IMAGE, image, caller);
    requireMayBeSaved(image);
    Reservation room = reservations.ofUpload(declaredSize, caller, limits);
    try (OpenUpload upload = begin(image, room, target, caller)) {
      requireNotTooMany(limits, upload);
      DataEvents told =
          events.writing(
              image.id(), stores.isMultiple() ? target.backend() : null, caller.requestId());
      try {
        StoredData stored = write(image, watched(data, room, upload), declaredSize, upload);
        Image active = journal.finish(stored, upload);
        told.stored(active);
        sharing.shareIfPossible(active, caller);
      } catch (IOException | RuntimeException e) {
        told.failed(e);
        events.updated(image.id(), caller.requestId());
        throw e;
      }
    }
  }

  private OpenUpload begin(
      Image image, @Nullable Reservation room, CheckedStore target, RequestContext caller) {
    try {
      return journal.begin(image.id(), target, room, caller);
    } catch (GlanceException.LimitExceeded e) {
      throw StorageQuota.ofUpload(e);
    }
  }

  /** The upload counts itself: of those that begin at the same time, too many are never let go. */
  private void requireNotTooMany(ProjectLimits limits, OpenUpload upload) {
    try {
      limits.requireRoom(LimitedResource.IMAGE_COUNT_UPLOADING, 0);
    } catch (RuntimeException e) {
      journal.decline(upload);
      events.updated(upload.imageId(), upload.caller().requestId());
      throw e;
    }
  }

  private InputStream watched(InputStream data, @Nullable Reservation room, OpenUpload upload) {
    UploadBody body = new UploadBody(data, options.imageSizeCap(), upload::isLost);
    return reservations.watch(body, room, upload.transfer());
  }

  /** Source: glance/domain/__init__.py, Image.status. */
  private static void requireMayBeSaved(Image image) {
    if (!image.status().canMoveTo(ImageStatus.SAVING)) {
      throw new GlanceException.Conflict(image.status().refusalOf(ImageStatus.SAVING));
    }
    List<String> missing = new ArrayList<>();
    addIfAbsent(missing, "disk_format", image.diskFormat());
    addIfAbsent(missing, "container_format", image.containerFormat());
    if (!missing.isEmpty()) {
      throw new GlanceException.Invalid(
          "%s %s must be set prior to saving data."
              .formatted(
                  missing.size() == 1 ? "Property" : "Properties", String.join(", ", missing)));
    }
  }

  private static void addIfAbsent(List<String> missing, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      missing.add(name);
    }
  }

  private StoredData write(Image image, InputStream data, long declaredSize, OpenUpload upload)
      throws IOException {
    try {
      return writer.write(image, data, declaredSize, upload.store(), upload.caller());
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
}
