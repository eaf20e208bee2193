package io.glance.api.imagedata;

import io.glance.api.imagedata.UploadJournal.OpenUpload;
import io.glance.api.imagedata.UploadJournal.Wanted;
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
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is asked before an upload begins, and its beginning. */
@Component
final class UploadStart {
  private final ImageRegistry images;
  private final StoreChoice choice;
  private final UploadJournal journal;
  private final UnifiedLimits unified;
  private final Reservations reservations;
  private final ImagePolicy policy;
  private final ImageEvents events;

  UploadStart(
      ImageRegistry images,
      Stores stores,
      UploadJournal journal,
      UnifiedLimits unified,
      Reservations reservations,
      ImagePolicy policy,
      ImageEvents events) {
    this.images = images;
    this.choice = new StoreChoice(stores);
    this.journal = journal;
    this.unified = unified;
    this.reservations = reservations;
    this.policy = policy;
    this.events = events;
  }

  /**
   * An upload that has begun: its image is {@code saving}.
   *
   * @param image as it was before
   * @param room that it has in the quota; absent if it needs none
   */
  record Started(Image image, @Nullable Reservation room, OpenUpload upload)
      implements AutoCloseable {

    @Override
    public void close() {
      upload.close();
    }
  }

  /**
   * Begins an upload. The caller closes the result, which ends the work on it here.
   *
   * @param declaredSize bytes that are to come, or {@link DeclaredSize#UNKNOWN}
   * @param store id of the store that they go to; the default one if absent
   * @param otherwise what the image is if none come: {@code queued} or {@code killed}
   * @throws GlanceException as {@link UploadService#upload} before it reads anything
   */
  Started begin(
      String imageId,
      long declaredSize,
      @Nullable String store,
      ImageStatus otherwise,
      RequestContext caller) {
    policy.requireMayWrite(caller);
    ProjectLimits limits = unified.of(caller);
    limits.requireRoomForBytes(LimitedResource.IMAGE_SIZE_TOTAL, declaredSize);
    CheckedStore target = choice.forUpload(store).of(Tenants.of(imageId, caller));
    Image image = images.get(imageId, caller);
    policy.requireOwned(PolicyRule.UPLOAD_IMAGE, image, caller);
    requireMayBeSaved(image);
    @Nullable Reservation room = reservations.ofUpload(declaredSize, caller, limits);
    OpenUpload upload = begin(image, room, target, otherwise, caller);
    requireNotTooMany(limits, upload);
    return new Started(image, room, upload);
  }

  private OpenUpload begin(
      Image image,
      @Nullable Reservation room,
      CheckedStore target,
      ImageStatus otherwise,
      RequestContext caller) {
    try {
      return journal.begin(new Wanted(image.id(), target, room, otherwise), caller);
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
      upload.close();
      events.updated(upload.imageId(), upload.caller().requestId());
      throw e;
    }
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
}
