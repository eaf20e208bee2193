package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.InternalProperties;
import io.glance.common.image.LocationStatus;
import io.glance.common.registryapi.ImportRegistry.Description;
import io.glance.common.registryapi.ImportRegistry.Staged;
import io.glance.common.registryapi.ImportRegistry.Stored;
import io.glance.common.registryapi.ImportRegistry.Traits;
import io.glance.common.registryapi.StoredData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The moves of an image that is staged and imported. Every method is part of a transaction.
 *
 * <p>Source: glance/async_/flows/api_image_import.py, ImportActionWrapper.
 */
public final class ImageImports {
  private final ImageRows rows;
  private final LocationRepository locations;

  ImageImports(ImageRows rows, LocationRepository locations) {
    this.rows = rows;
    this.locations = locations;
  }

  /** Bytes are being staged. Returns the image's id as it is stored. */
  public String startStaging(String id, RequestContext caller) {
    ImageEntity image = rows.lock(id, caller);
    move(image, ImageStatus.QUEUED, ImageStatus.UPLOADING);
    return image.id;
  }

  /**
   * A node has the bytes.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  public Image staged(String id, long size, @Nullable String host) {
    ImageEntity image = lockLive(id);
    if (ImageStatus.of(image.status) != ImageStatus.UPLOADING) {
      throw notAllowed(image, ImageStatus.UPLOADING);
    }
    ImageProperties properties = new ImageProperties(image, rows);
    if (host == null) {
      properties.delete(InternalProperties.STAGE_HOST);
    } else {
      properties.set(InternalProperties.STAGE_HOST, host);
    }
    image.size = size;
    image.updatedAt = rows.now();
    return rows.written(image);
  }

  /**
   * Locks an image for an import and moves it.
   *
   * @param preempted the task whose lock is stale; absent if there was none
   * @return the image's id as it is stored
   * @throws GlanceException.Conflict if it stands elsewhere, or another import has it
   */
  public String begin(
      String id,
      ImageStatus from,
      ImageStatus to,
      @Nullable String preempted,
      RequestContext caller) {
    ImageEntity image = rows.lock(id, caller);
    @Nullable String holder =
        new ImageProperties(image, rows).value(InternalProperties.IMPORT_TASK).orElse(null);
    if (holder != null && !holder.equals(preempted)) {
      throw new GlanceException.Conflict(
          "New operation on image '%s' is not permitted as prior operation is still in progress"
              .formatted(id));
    }
    if (from == to) {
      if (ImageStatus.of(image.status) != from) {
        throw notAllowed(image, to);
      }
      return image.id;
    }
    move(image, from, to);
    return image.id;
  }

  /** Writes the lock, and to which stores the image goes. */
  public void lockFor(
      String id, String taskId, Collection<String> listed, Collection<String> ofPreempted) {
    ImageEntity image = rows.lockEvenDeleted(id);
    ImageProperties properties = new ImageProperties(image, rows);
    properties.set(InternalProperties.IMPORT_TASK, taskId);
    List<String> stale = new ArrayList<>(ofPreempted);
    unlist(properties, InternalProperties.IMPORTING_TO, stale);
    stale.addAll(listed);
    unlist(properties, InternalProperties.FAILED_IMPORT, stale);
    list(properties, InternalProperties.IMPORTING_TO, listed);
    properties.delete(InternalProperties.STAGE_HOST);
    image.updatedAt = rows.now();
  }

  /**
   * Writes what was learnt of the image.
   *
   * @throws GlanceException.Gone if it was deleted meanwhile
   */
  public Image describe(String id, Description description) {
    ColumnLimits.check("The disk format", description.diskFormat(), ColumnLimits.FORMAT);
    ColumnLimits.check("The container format", description.containerFormat(), ColumnLimits.FORMAT);
    ColumnLimits.checkProperties(description.properties());
    ImageEntity image = lockLive(id);
    image.diskFormat = or(description.diskFormat(), image.diskFormat);
    image.containerFormat = or(description.containerFormat(), image.containerFormat);
    image.virtualSize = or(description.virtualSize(), image.virtualSize);
    ImageProperties properties = new ImageProperties(image, rows);
    description.properties().forEach(properties::set);
    image.updatedAt = rows.now();
    return rows.written(image);
  }

  private static <T> @Nullable T or(@Nullable T value, @Nullable T otherwise) {
    return value == null ? otherwise : value;
  }

  /**
   * Bytes are durable in a store.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  public Image stored(String id, Stored stored) {
    StoredData data = stored.data();
    String metadata = LocationMetadata.write(data.metadata());
    ColumnLimits.checkText("The location", data.url());
    ColumnLimits.checkText("The location's metadata", metadata);
    check(stored.traits());
    ImageEntity image = lockLive(id);
    Instant now = rows.now();
    List<LocationEntity> active =
        locations.ofImage(image.id).stream().filter(LocationEntity::isActive).toList();
    if (active.isEmpty()) {
      image.size = data.size();
      image.virtualSize = data.virtualSize();
      image.checksum = data.checksum();
      image.hashAlgorithm = data.hashAlgorithm();
      image.hashValue = data.hashValue();
    }
    if (active.stream().noneMatch(one -> one.value.equals(data.url()))) { // not asked twice
      rows.insert(LocationEntity.of(image.id, data.url(), metadata, now));
    }
    unlist(
        new ImageProperties(image, rows), InternalProperties.IMPORTING_TO, List.of(stored.store()));
    if (stored.activate() && ImageStatus.of(image.status) == ImageStatus.IMPORTING) {
      move(image, ImageStatus.IMPORTING, ImageStatus.ACTIVE);
      set(image, stored.traits());
    }
    image.updatedAt = now;
    return rows.written(image);
  }

  private static void check(@Nullable Traits traits) {
    if (traits != null) {
      ColumnLimits.check("The disk format", traits.diskFormat(), ColumnLimits.FORMAT);
      ColumnLimits.check("The container format", traits.containerFormat(), ColumnLimits.FORMAT);
      ColumnLimits.checkProperties(traits.properties());
    }
  }

  /** Not before there is no way back, so that nothing has to be restored. */
  private void set(ImageEntity image, @Nullable Traits traits) {
    if (traits != null) {
      image.diskFormat = traits.diskFormat();
      image.containerFormat = traits.containerFormat();
      ImageProperties properties = new ImageProperties(image, rows);
      traits.properties().forEach(properties::set);
    }
  }

  /** A store failed; the image goes on. */
  public void storeFailed(String id, String store) {
    rows.findLive(id)
        .ifPresent(image -> {
          ImageProperties properties = new ImageProperties(image, rows);
          unlist(properties, InternalProperties.IMPORTING_TO, List.of(store));
          list(properties, InternalProperties.FAILED_IMPORT, List.of(store));
          image.updatedAt = rows.now();
        });
  }

  /**
   * Takes locations out of everybody's sight.
   *
   * @param stores whose locations are meant
   * @param isNew whether all that the image has came by this import; nothing is taken back from one
   *     that became active
   * @throws GlanceException.Conflict if it did
   * @throws GlanceException.Unavailable if the image is being removed, which may yet be undone
   */
  public void retract(String id, Collection<String> stores, boolean isNew) {
    rows.requireNoRemoval(id);
    rows.findLive(id)
        .ifPresent(image -> {
          if (isNew && ImageStatus.of(image.status) != ImageStatus.IMPORTING) {
            throw new GlanceException.Conflict(
                "Image %s is %s already".formatted(id, image.status));
          }
          Instant now = rows.now();
          List<LocationEntity> active =
              locations.ofImage(image.id).stream().filter(LocationEntity::isActive).toList();
          List<LocationEntity> meant =
              active.stream().filter(one -> isIn(stores, isNew, one)).toList();
          meant.forEach(one -> one.delete(LocationStatus.PENDING_DELETE, now));
          if (meant.size() == active.size()) {
            forgetData(image);
          }
          image.updatedAt = now;
        });
  }

  private static boolean isIn(Collection<String> stores, boolean unnamed, LocationEntity location) {
    Map<String, Object> metadata = LocationMetadata.read(location.metadata);
    Object store = metadata.get("store");
    return store == null ? unnamed : stores.contains(store.toString());
  }

  /**
   * The import is over and the lock open.
   *
   * @throws GlanceException.Conflict if the image did not become active
   * @throws GlanceException.Gone if it was deleted meanwhile
   */
  public Image finish(String id) {
    ImageEntity image = lockLive(id);
    if (ImageStatus.of(image.status) == ImageStatus.IMPORTING) {
      throw new GlanceException.Conflict("None of the uploads finished!");
    }
    new ImageProperties(image, rows).erase(InternalProperties.IMPORT_TASK);
    image.updatedAt = rows.now();
    return rows.written(image);
  }

  /**
   * The import is over and has failed; the lock is open.
   *
   * @param stores that it went to
   * @param failed those of them that clients are told of
   * @param isNew whether all that the image has came by this import
   * @param staged the bytes that wait to be imported again; absent: they are gone
   */
  public void fail(
      String id,
      Collection<String> stores,
      Collection<String> failed,
      boolean isNew,
      @Nullable Staged staged) {
    rows.findLive(id)
        .ifPresent(image -> {
          ImageProperties properties = new ImageProperties(image, rows);
          properties.erase(InternalProperties.IMPORT_TASK);
          unlist(properties, InternalProperties.IMPORTING_TO, stores);
          list(properties, InternalProperties.FAILED_IMPORT, failed);
          endRetraction(image, stores, isNew);
          if (ImageStatus.of(image.status) == ImageStatus.IMPORTING) {
            waitAgain(image, properties, staged);
          }
          image.updatedAt = rows.now();
        });
  }

  private static void waitAgain(
      ImageEntity image, ImageProperties properties, @Nullable Staged staged) {
    forgetData(image);
    image.status = (staged == null ? ImageStatus.QUEUED : ImageStatus.UPLOADING).wireName();
    if (staged != null) {
      image.size = staged.size();
      if (staged.host() != null) {
        properties.set(InternalProperties.STAGE_HOST, staged.host());
      }
    }
  }

  private void endRetraction(ImageEntity image, Collection<String> stores, boolean isNew) {
    locations.ofImage(image.id).stream()
        .filter(one -> one.status.equals(LocationStatus.PENDING_DELETE.wireName()))
        .filter(one -> isIn(stores, isNew, one))
        .forEach(one -> one.status = LocationStatus.DELETED.wireName());
  }

  private static void forgetData(ImageEntity image) {
    image.size = null;
    image.virtualSize = null;
    image.checksum = null;
    image.hashAlgorithm = null;
    image.hashValue = null;
  }

  private static void list(ImageProperties properties, String name, Collection<String> stores) {
    NavigableSet<String> listed = listed(properties, name);
    listed.addAll(stores);
    properties.set(name, String.join(",", listed));
  }

  private static void unlist(ImageProperties properties, String name, Collection<String> stores) {
    NavigableSet<String> listed = listed(properties, name);
    stores.forEach(listed::remove);
    properties.set(name, String.join(",", listed));
  }

  private static NavigableSet<String> listed(ImageProperties properties, String name) {
    TreeSet<String> listed = new TreeSet<>(List.of(properties.value(name).orElse("").split(",")));
    listed.remove("");
    return listed;
  }

  private void move(ImageEntity image, ImageStatus from, ImageStatus to) {
    if (ImageStatus.of(image.status) != from || !from.canMoveTo(to)) {
      throw notAllowed(image, to);
    }
    image.status = to.wireName();
    image.updatedAt = rows.now();
  }

  private ImageEntity lockLive(String id) {
    return rows.findLive(id)
        .orElseThrow(() -> new GlanceException.Gone("Image has been deleted, aborting import."));
  }

  private static GlanceException.Conflict notAllowed(ImageEntity image, ImageStatus to) {
    return new GlanceException.Conflict(ImageStatus.of(image.status).refusalOf(to));
  }
}
