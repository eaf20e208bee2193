package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.InternalProperties;
import io.glance.common.image.LocationStatus;
import io.glance.common.registryapi.LocationImportRegistry.AddLocation;
import io.glance.common.registryapi.LocationImportRegistry.Digests;
import io.glance.common.registryapi.LocationImportRegistry.Found;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The moves of an image whose location is added in the background. Every method is part of a
 * transaction.
 *
 * <p>Source: glance/async_/flows/location_import.py.
 */
public final class ImageLocationImports {
  private final ImageRows rows;
  private final LocationRepository locations;
  private final ImageLocations edits;

  ImageLocationImports(ImageRows rows, LocationRepository locations, ImageLocations edits) {
    this.rows = rows;
    this.locations = locations;
    this.edits = edits;
  }

  /**
   * Locks a queued image for a task.
   *
   * @param preempted the task whose lock is stale; absent if there was none
   * @return the image's id as it is stored
   * @throws GlanceException.Conflict if it is not queued, or another task has it
   */
  public String begin(String id, String taskId, @Nullable String preempted, RequestContext caller) {
    ImageEntity image = rows.lock(id, caller);
    if (ImageStatus.of(image.status) != ImageStatus.QUEUED) {
      throw new GlanceException.Conflict(
          "It's not allowed to add locations if image status is %s.".formatted(image.status));
    }
    ImageProperties properties = new ImageProperties(image, rows);
    @Nullable String holder = properties.value(InternalProperties.IMPORT_TASK).orElse(null);
    if (holder != null && !holder.equals(preempted)) {
      throw new GlanceException.Conflict(
          "New operation on image '%s' is not permitted as prior operation is still in progress"
              .formatted(image.id));
    }
    properties.set(InternalProperties.IMPORT_TASK, taskId);
    image.updatedAt = rows.now();
    return image.id;
  }

  /**
   * Adds the location. Returns the id of its row.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile
   * @throws GlanceException.Invalid if it is not queued any more, lacks a format, or the url must
   *     be exclusive and is not
   */
  public int add(String id, AddLocation added) {
    String url = added.location().url();
    String metadata = ImageLocations.checked(url, added.location().metadata());
    ImageEntity image = lockLive(id);
    if (ImageStatus.of(image.status) != ImageStatus.QUEUED) {
      throw new GlanceException.Invalid(ImageStatus.of(image.status).refusalOf(added.to()));
    }
    if (image.diskFormat == null || image.containerFormat == null) {
      throw new GlanceException.Invalid(
          "Properties disk_format, container_format must be set prior to saving data.");
    }
    LocationEntity row = LocationEntity.of(image.id, url, metadata, rows.now());
    rows.insert(row);
    image.status = added.to().wireName();
    image.size = added.size();
    show(image, added.digests());
    if (added.host() != null) {
      new ImageProperties(image, rows).set(InternalProperties.HASH_HOST, added.host());
    }
    image.updatedAt = rows.now();
    rows.flush();
    if (added.exclusive()) {
      edits.requireExclusive(image.id, List.of(url));
    }
    return Objects.requireNonNull(row.id);
  }

  /**
   * @throws GlanceException.Gone if the image is deleted
   */
  public void requireLive(String id) {
    lockLive(id);
  }

  /** What became of an import so far. */
  public Found found(String id, @Nullable Integer locationId) {
    return rows.findLive(id)
        .map(image ->
            new Found(
                ImageStatus.of(image.status),
                find(id, locationId)
                    .filter(LocationEntity::isActive)
                    .map(ImageLifecycle::location)
                    .orElse(null)))
        .orElseGet(() -> new Found(null, null));
  }

  /**
   * The lock is open, and the image has its digests. An image that lost the location meanwhile
   * keeps what it has.
   *
   * @throws GlanceException.Conflict if it would stay {@code importing}
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  public void finish(String id, @Nullable Integer locationId, @Nullable Digests digests) {
    ImageEntity image = lockLive(id);
    boolean imports = ImageStatus.of(image.status) == ImageStatus.IMPORTING;
    if (imports && digests == null) {
      throw new GlanceException.Conflict("The bytes of image %s were not verified".formatted(id));
    }
    if (find(id, locationId).filter(LocationEntity::isActive).isPresent()) {
      show(image, digests);
    }
    if (imports) {
      image.status = ImageStatus.ACTIVE.wireName();
    }
    unlock(image);
  }

  private static void show(ImageEntity image, @Nullable Digests digests) {
    if (digests != null) {
      image.checksum = digests.checksum();
      image.hashAlgorithm = digests.hashAlgorithm();
      image.hashValue = digests.hashValue();
    }
  }

  /**
   * Takes the location of an image that is still {@code importing} out of use.
   *
   * @throws GlanceException.Unavailable if the image is being removed, which may yet be undone
   */
  public void retract(String id, @Nullable Integer locationId) {
    rows.requireNoRemoval(id);
    rows.findLive(id)
        .filter(image -> ImageStatus.of(image.status) == ImageStatus.IMPORTING)
        .flatMap(_ -> find(id, locationId))
        .filter(LocationEntity::isActive)
        .ifPresent(row -> row.delete(LocationStatus.PENDING_DELETE, rows.now()));
  }

  /** The lock is open; an image that is still {@code importing} waits again. */
  public void fail(String id, @Nullable Integer locationId) {
    Optional<ImageEntity> image = rows.findLive(id);
    Instant now = rows.now();
    image
        .filter(one -> ImageStatus.of(one.status) == ImageStatus.IMPORTING && locationId != null)
        .ifPresent(one -> {
          find(id, locationId).ifPresent(row -> row.delete(LocationStatus.DELETED, now));
          one.status = ImageStatus.QUEUED.wireName();
          one.size = null;
          one.checksum = null;
          one.hashAlgorithm = null;
          one.hashValue = null;
        });
    image.ifPresent(this::unlock);
  }

  private void unlock(ImageEntity image) {
    ImageProperties properties = new ImageProperties(image, rows);
    properties.erase(InternalProperties.IMPORT_TASK);
    properties.erase(InternalProperties.HASH_HOST);
    image.updatedAt = rows.now();
  }

  /** Where bytes are that {@link #retract} left; empty if there are none. */
  public Optional<ImageLocation> retracted(String id, @Nullable Integer locationId) {
    Optional<ImageEntity> image = rows.findAndLock(id);
    return find(id, locationId)
        .filter(row -> row.status.equals(LocationStatus.PENDING_DELETE.wireName()))
        .filter(row -> image.isEmpty() || !wentWith(image.get(), row))
        .map(ImageLifecycle::location);
  }

  /** What went with its image is removed with it. */
  private static boolean wentWith(ImageEntity image, LocationEntity row) {
    return image.deleted && Objects.equals(image.deletedAt, row.deletedAt);
  }

  private Optional<LocationEntity> find(String id, @Nullable Integer locationId) {
    return locations.ofImage(id).stream()
        .filter(row -> row.id != null && row.id.equals(locationId))
        .findFirst();
  }

  private ImageEntity lockLive(String id) {
    return rows.findLive(id)
        .orElseThrow(() -> new GlanceException.Gone("Image %s is deleted".formatted(id)));
  }
}
