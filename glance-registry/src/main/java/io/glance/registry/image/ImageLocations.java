package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.LocationStatus;
import io.glance.common.registryapi.LocationRegistry.LocationEdit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Edits of an image that change its locations. Every method is part of a transaction. */
public final class ImageLocations {
  private final ImageRows rows;
  private final LocationRepository locations;

  ImageLocations(ImageRows rows, LocationRepository locations) {
    this.rows = rows;
    this.locations = locations;
  }

  /**
   * @param withdrawn locations that went out of use and whose bytes are nobody's any more
   */
  public record Edited(Image image, List<ImageLocation> withdrawn) {
    public Edited {
      withdrawn = List.copyOf(withdrawn);
    }
  }

  /**
   * Applies an edit; see {@link io.glance.common.registryapi.LocationRegistry#edit}.
   *
   * @throws GlanceException.Conflict if somebody else changed one of the things that are edited
   * @throws GlanceException.Forbidden if an image that has locations would have none
   * @throws GlanceException.Invalid if something does not fit its column, or a url must be
   *     exclusive and is not
   */
  public Edited edit(String id, LocationEdit edit, RequestContext caller) {
    Image before = edit.update().before();
    Image after = edit.update().after();
    ImageEdit.check(after);
    ImageEntity image = rows.lock(id, caller);
    List<LocationEntity> stored = active(image.id);
    requireSame(image, before, stored);
    if (after.locations().isEmpty() && !stored.isEmpty()) {
      throw new GlanceException.Forbidden("Cannot remove last location in the image.");
    }
    new ImageEdit(image, edit.update(), rows).apply();
    List<LocationEntity> withdrawn = write(image, stored, after.locations());
    moveData(image, before, after);
    rows.flush();
    requireExclusive(image.id, edit.exclusive());
    return new Edited(
        rows.written(image), withdrawn.stream().map(ImageLifecycle::location).toList());
  }

  private List<LocationEntity> active(String imageId) {
    return locations.ofImage(imageId).stream().filter(LocationEntity::isActive).toList();
  }

  private static void requireSame(ImageEntity image, Image before, List<LocationEntity> stored) {
    boolean isSame =
        ImageStatus.of(image.status) == before.status()
            && stored.stream().map(ImageLifecycle::location).toList().equals(before.locations());
    if (!isSame) {
      throw new GlanceException.Conflict(
          "Image %s was changed by another request meanwhile: locations. Read it again and repeat."
              .formatted(image.id));
    }
  }

  /**
   * Rows keep their place as long as their order does; behind a new location all get new rows.
   * Returns those whose bytes are to be removed.
   */
  private List<LocationEntity> write(
      ImageEntity image, List<LocationEntity> stored, List<ImageLocation> wanted) {
    Instant now = rows.now();
    Map<Long, LocationEntity> left = new TreeMap<>();
    stored.forEach(row -> left.put(rowId(row), row));
    long last = 0;
    boolean inPlace = true;
    for (ImageLocation location : wanted) {
      String metadata = checked(location.url(), location.metadata());
      @Nullable LocationEntity row = left.get(location.id());
      inPlace = inPlace && row != null && location.id() > last && row.value.equals(location.url());
      if (inPlace) {
        update(Objects.requireNonNull(left.remove(location.id())), metadata, now);
        last = location.id();
      } else {
        rows.insert(LocationEntity.of(image.id, location.url(), metadata, now));
      }
    }
    return drop(left.values(), wanted, now);
  }

  static String checked(String url, Map<String, Object> metadata) {
    String text = LocationMetadata.write(metadata);
    ColumnLimits.checkText("The location", url);
    ColumnLimits.checkText("The location's metadata", text);
    return text;
  }

  private static void update(LocationEntity row, String metadata, Instant now) {
    if (!LocationMetadata.read(metadata).equals(LocationMetadata.read(row.metadata))) {
      row.metadata = metadata;
      row.updatedAt = now;
    }
  }

  private static List<LocationEntity> drop(
      Collection<LocationEntity> dropped, List<ImageLocation> wanted, Instant now) {
    Set<String> urls = wanted.stream().map(ImageLocation::url).collect(Collectors.toSet());
    List<LocationEntity> withdrawn = new ArrayList<>();
    for (LocationEntity row : dropped) {
      boolean stays = !urls.add(row.value);
      row.delete(stays ? LocationStatus.DELETED : LocationStatus.PENDING_DELETE, now);
      if (!stays) {
        withdrawn.add(row);
      }
    }
    return withdrawn;
  }

  private static void moveData(ImageEntity image, Image before, Image after) {
    if (before.status() == after.status()) {
      return;
    }
    if (before.status() != ImageStatus.QUEUED || after.status() != ImageStatus.ACTIVE) {
      throw new GlanceException.Conflict(before.status().refusalOf(after.status()));
    }
    image.status = ImageStatus.ACTIVE.wireName();
    image.checksum = after.checksum();
    image.hashAlgorithm = after.hashAlgorithm();
    image.hashValue = after.hashValue();
  }

  /**
   * Rows are written before this looks, and looking locks: of two images that want one url at the
   * same time one is refused.
   *
   * @throws GlanceException.Invalid if another image has one of the urls, or bytes are being
   *     removed there
   */
  void requireExclusive(String imageId, List<String> urls) {
    for (String url : urls) {
      if (locations.inUse(url).stream().anyMatch(one -> isOthers(imageId, one))) {
        throw new GlanceException.Invalid("Invalid location");
      }
    }
  }

  private static boolean isOthers(String imageId, LocationEntity location) {
    return !location.isActive() || !location.imageId.equals(imageId);
  }

  private static long rowId(LocationEntity row) {
    return Objects.requireNonNull(row.id);
  }
}
