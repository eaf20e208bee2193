package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.LocationStatus;
import io.glance.common.registryapi.NewLocation;
import io.glance.common.registryapi.StoredData;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The moves of an image that go with its bytes. Every method is part of a transaction. */
public final class ImageLifecycle {
  private final ImageRows rows;
  private final LocationRepository locations;
  private final Deletion deletion;

  ImageLifecycle(ImageRows rows, LocationRepository locations, Deletion deletion) {
    this.rows = rows;
    this.locations = locations;
    this.deletion = deletion;
  }

  /** Bytes come in. Returns the image's id as it is stored. */
  public String startSaving(String id, RequestContext caller) {
    ImageEntity image = rows.lock(id, caller);
    if (ImageStatus.of(image.status) != ImageStatus.QUEUED) {
      throw notAllowed(image, ImageStatus.SAVING);
    }
    image.status = ImageStatus.SAVING.wireName();
    image.updatedAt = rows.now();
    return image.id;
  }

  /**
   * The bytes are there.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile
   * @throws GlanceException.Conflict if it is not saving any more
   */
  public Image activate(String id, StoredData data) {
    String metadata = LocationMetadata.write(data.metadata());
    ColumnLimits.checkText("The location", data.url());
    ColumnLimits.checkText("The location's metadata", metadata);
    ImageEntity image = rows.lockEvenDeleted(id);
    if (image.deleted) {
      throw new GlanceException.Gone(
          ("Image %s could not be found after upload. The image may have been deleted during the"
                  + " upload, cleaning up the chunks uploaded.")
              .formatted(id));
    }
    if (ImageStatus.of(image.status) != ImageStatus.SAVING) {
      throw notAllowed(image, ImageStatus.ACTIVE);
    }
    Instant now = rows.now();
    rows.insert(LocationEntity.of(image.id, data.url(), metadata, now));
    image.status = ImageStatus.ACTIVE.wireName();
    image.size = data.size();
    image.virtualSize = data.virtualSize();
    image.checksum = data.checksum();
    image.hashAlgorithm = data.hashAlgorithm();
    image.hashValue = data.hashValue();
    image.updatedAt = now;
    return rows.written(image);
  }

  /**
   * No bytes came: the image waits again, unless it is gone or went on in another way.
   *
   * @param from where it stands if nothing else happened
   */
  public void requeue(String id, ImageStatus from) {
    rows.findAndLock(id)
        .filter(image -> !image.deleted)
        .filter(image -> ImageStatus.of(image.status) == from)
        .ifPresent(image -> {
          image.status = ImageStatus.QUEUED.wireName();
          image.size = null;
          image.virtualSize = null;
          image.updatedAt = rows.now();
        });
  }

  /**
   * An upload brought no bytes: the image waits again or is dead, unless it is gone or went on in
   * another way.
   *
   * @param status {@code queued} or {@code killed}
   */
  public void giveUp(String id, ImageStatus status) {
    if (status != ImageStatus.KILLED) {
      requeue(id, ImageStatus.SAVING);
      return;
    }
    rows.findAndLock(id)
        .filter(image -> !image.deleted)
        .filter(image -> ImageStatus.of(image.status) == ImageStatus.SAVING)
        .ifPresent(image -> {
          image.status = ImageStatus.KILLED.wireName();
          image.updatedAt = rows.now();
        });
  }

  /**
   * Takes an image out of everybody's sight.
   *
   * @return where its bytes are; none if it has none and is gone with this
   * @throws GlanceException.Forbidden if it is protected
   * @throws GlanceException.Conflict if it does not stand in {@code from}
   */
  public List<ImageLocation> hide(String id, ImageStatus from, RequestContext caller) {
    ImageEntity image = rows.lock(id, caller);
    if (image.isProtected) {
      throw new GlanceException.Forbidden(
          "Image %s is protected and cannot be deleted.".formatted(image.id));
    }
    List<LocationEntity> bytes =
        locations.ofImage(image.id).stream().filter(LocationEntity::isActive).toList();
    ImageStatus to = bytes.isEmpty() ? ImageStatus.DELETED : ImageStatus.PENDING_DELETE;
    if (ImageStatus.of(image.status) != from) {
      throw notAllowed(image, to);
    }
    Instant moment = deletion.momentFor(image.id, rows.now());
    bytes.forEach(location -> location.delete(LocationStatus.PENDING_DELETE, moment));
    image.statusBefore = image.status;
    image.status = to.wireName();
    image.deleted = true;
    image.deletedAt = moment;
    image.updatedAt = rows.now();
    deletion.hideBelongings(image.id, moment);
    return bytes.stream().map(ImageLifecycle::location).toList();
  }

  /** Where the bytes of a hidden image are. */
  public List<ImageLocation> hiddenBytes(String id) {
    return locations.hiddenWithImage(id).stream().map(ImageLifecycle::location).toList();
  }

  /** The bytes of a hidden image are gone. */
  public void forget(String id) {
    rows.findAndLock(id)
        .filter(image -> image.deleted)
        .ifPresent(image -> {
          locations
              .hiddenWithImage(image.id)
              .forEach(one -> one.status = LocationStatus.DELETED.wireName());
          image.status = ImageStatus.DELETED.wireName();
        });
  }

  /** A hidden image is again what it was, with all that was hidden at the same moment. */
  public void restore(String id, ImageStatus status) {
    rows.findAndLock(id)
        .filter(image -> image.deleted && image.deletedAt != null)
        .filter(image -> ImageStatus.of(image.status) == ImageStatus.PENDING_DELETE)
        .ifPresent(image -> {
          Instant moment = Objects.requireNonNull(image.deletedAt);
          locations.ofImage(image.id).stream()
              .filter(one -> one.deleted && moment.equals(one.deletedAt))
              .forEach(LocationEntity::revive);
          deletion.reviveBelongings(image.id, moment);
          image.status = status.wireName();
          image.statusBefore = null;
          image.deleted = false;
          image.deletedAt = null;
          image.updatedAt = rows.now();
        });
  }

  /**
   * Takes one of several locations of an active image out of use.
   *
   * <p>Source: glance/api/v2/images.py, delete_from_store.
   *
   * @throws GlanceException.Conflict if the image is not active
   * @throws GlanceException.Forbidden if it has no other location
   */
  public ImageLocation withdraw(String id, long locationId, RequestContext caller) {
    ImageEntity image = rows.lock(id, caller);
    if (ImageStatus.of(image.status) != ImageStatus.ACTIVE) {
      throw new GlanceException.Conflict(
          "It's not allowed to remove image data from store if image status is not 'active'");
    }
    List<LocationEntity> active =
        locations.ofImage(image.id).stream().filter(LocationEntity::isActive).toList();
    if (active.size() == 1) {
      throw new GlanceException.Forbidden(
          "Cannot delete image data from the only store containing it. Consider deleting the image instead.");
    }
    LocationEntity location =
        active.stream()
            .filter(one -> isRow(one, locationId))
            .findFirst()
            .orElseThrow(() ->
                new GlanceException.NotFound(
                    "No location found with ID %d from image %s".formatted(locationId, image.id)));
    location.delete(LocationStatus.PENDING_DELETE, rows.now());
    image.updatedAt = rows.now();
    return location(location);
  }

  /** Where the bytes of a withdrawn location are; empty if they are known to be gone. */
  public Optional<ImageLocation> withdrawn(String id, long locationId) {
    return findWithdrawn(id, locationId).map(ImageLifecycle::location);
  }

  /** The bytes of a withdrawn location are gone. */
  public void forgetLocation(String id, long locationId) {
    rows.findAndLock(id)
        .flatMap(image -> findWithdrawn(id, locationId))
        .ifPresent(location -> location.status = LocationStatus.DELETED.wireName());
  }

  /**
   * A withdrawn location is in use again.
   *
   * @throws GlanceException.Gone if its image is deleted
   */
  public void restoreLocation(String id, long locationId) {
    ImageEntity image = rows.lockEvenDeleted(id);
    if (image.deleted) {
      throw new GlanceException.Gone("Image %s is deleted".formatted(id));
    }
    findWithdrawn(id, locationId).ifPresent(LocationEntity::revive);
    image.updatedAt = rows.now();
  }

  /**
   * Writes down bytes that nobody wants, as a location that is not in use.
   *
   * @param id of an image, deleted or not
   * @throws GlanceException.Conflict if the bytes are those of a location, or somebody may be about
   *     to bring such bytes without a look at the journal
   */
  public ImageLocation noteStray(String id, NewLocation bytes) {
    String metadata = ImageLocations.checked(bytes.url(), bytes.metadata());
    ImageEntity image = rows.lockEvenDeleted(id);
    boolean isLocation =
        locations.ofImage(image.id).stream()
            .filter(one -> !one.status.equals(LocationStatus.DELETED.wireName()))
            .anyMatch(one -> one.value.equals(bytes.url()));
    if (isLocation || isAwaitingBytes(ImageStatus.of(image.status))) {
      throw new GlanceException.Conflict("Image %s may want the bytes".formatted(image.id));
    }
    Instant now = rows.now();
    LocationEntity stray = LocationEntity.of(image.id, bytes.url(), metadata, now);
    stray.delete(LocationStatus.PENDING_DELETE, now);
    rows.insert(stray);
    rows.flush();
    return location(stray);
  }

  private static boolean isAwaitingBytes(ImageStatus status) {
    return switch (status) {
      case QUEUED, SAVING, IMPORTING -> true;
      case UPLOADING, ACTIVE, DEACTIVATED, KILLED, PENDING_DELETE, DELETED -> false;
    };
  }

  private Optional<LocationEntity> findWithdrawn(String id, long locationId) {
    return locations.ofImage(id).stream()
        .filter(one -> isRow(one, locationId))
        .filter(one -> one.status.equals(LocationStatus.PENDING_DELETE.wireName()))
        .findFirst();
  }

  private static boolean isRow(LocationEntity location, long id) {
    return location.id != null && location.id == id;
  }

  static ImageLocation location(LocationEntity row) {
    return new ImageLocation(
        row.id == null ? 0 : row.id, row.value, LocationMetadata.read(row.metadata));
  }

  private static GlanceException.Conflict notAllowed(ImageEntity image, ImageStatus to) {
    return new GlanceException.Conflict(ImageStatus.of(image.status).refusalOf(to));
  }
}
