package io.glance.registry.image;

import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.LocationStatus;
import java.util.List;
import java.util.Objects;

/**
 * The moves of an image that was deleted and has its bytes still. Every method is part of a
 * transaction.
 *
 * <p>Source: glance/scrubber.py.
 */
public final class ImageScrubs {
  private final ImageRows rows;
  private final LocationRepository locations;
  private final Deletion deletion;

  ImageScrubs(ImageRows rows, LocationRepository locations, Deletion deletion) {
    this.rows = rows;
    this.locations = locations;
    this.deletion = deletion;
  }

  /**
   * Locks an image that waits.
   *
   * @return its id as it is stored
   * @throws GlanceException.Conflict if it does not wait
   */
  public String require(String id) {
    return waiting(id).id;
  }

  /** Where it has bytes, whenever they were given up. */
  public List<ImageLocation> places(String id) {
    return waitingPlaces(id).stream().map(ImageLifecycle::location).toList();
  }

  /** The bytes at a location are gone. */
  public void gone(String id, long locationId) {
    rows.findAndLock(id);
    waitingPlaces(id).stream()
        .filter(location -> location.id != null && location.id == locationId)
        .forEach(location -> location.status = LocationStatus.DELETED.wireName());
  }

  /**
   * The image is back, with what was deleted at the same moment: active if it is known to have been
   * active, else deactivated, for nobody may read what an administrator took out of use.
   *
   * <p>Unlike the original's, it has its bytes, properties, tags and members again.
   *
   * @throws GlanceException.Conflict if it does not wait, or has no bytes any more
   */
  public void restore(String id) {
    ImageEntity image = waiting(id);
    List<LocationEntity> places = waitingPlaces(image.id);
    if (places.isEmpty()) {
      throw new GlanceException.Conflict(
          "No bytes of image %s are left: it cannot be restored. Let the scrubber finish."
              .formatted(image.id));
    }
    places.forEach(LocationEntity::revive);
    deletion.reviveBelongings(image.id, Objects.requireNonNull(image.deletedAt));
    boolean wasActive = ImageStatus.ACTIVE.wireName().equals(image.statusBefore);
    image.status = (wasActive ? ImageStatus.ACTIVE : ImageStatus.DEACTIVATED).wireName();
    image.statusBefore = null;
    image.deleted = false;
    image.deletedAt = null;
    image.updatedAt = rows.now();
  }

  private ImageEntity waiting(String id) {
    ImageEntity image = rows.lockEvenDeleted(id);
    boolean waits =
        image.deleted
            && image.deletedAt != null
            && ImageStatus.of(image.status) == ImageStatus.PENDING_DELETE;
    if (!waits) {
      throw new GlanceException.Conflict(
          "cannot restore the image from %s to active (wanted from_state=pending_delete)"
              .formatted(image.status));
    }
    return image;
  }

  private List<LocationEntity> waitingPlaces(String imageId) {
    return locations.ofImage(imageId).stream()
        .filter(one -> one.status.equals(LocationStatus.PENDING_DELETE.wireName()))
        .toList();
  }
}
