package io.glance.registry.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The additional properties of one locked image. */
final class ImageProperties {
  private final ImageEntity image;
  private final ImageRows rows;
  private final Instant now;

  ImageProperties(ImageEntity image, ImageRows rows) {
    this.image = image;
    this.rows = rows;
    this.now = rows.now();
  }

  /** The row of a property that the image has or had. */
  @Nullable PropertyEntity row(String name) {
    return image.properties.stream().filter(one -> one.name.equals(name)).findFirst().orElse(null);
  }

  /** The value, empty if the image has no such property or it is null. */
  Optional<String> value(String name) {
    @Nullable PropertyEntity row = row(name);
    return row == null || row.deleted ? Optional.empty() : Optional.ofNullable(row.value);
  }

  void set(String name, @Nullable String value) {
    @Nullable PropertyEntity row = row(name);
    if (row != null) {
      row.set(value, now);
      return;
    }
    makeRoomFor(name);
    PropertyEntity inserted = PropertyEntity.of(image.id, name, value, now);
    rows.insert(inserted);
    image.properties.add(inserted);
  }

  void delete(String name) {
    @Nullable PropertyEntity row = row(name);
    if (row != null) {
      row.delete(now);
    }
  }

  /** Removes a property for good, as the original does with its lock. */
  void erase(String name) {
    @Nullable PropertyEntity row = row(name);
    if (row != null) {
      image.properties.remove(row);
      rows.erase(row);
    }
  }

  /** The table's key ignores case on MySQL and spans removed rows. */
  private void makeRoomFor(String name) {
    List<PropertyEntity> removed =
        image.properties.stream()
            .filter(one -> one.deleted && one.name.equalsIgnoreCase(name))
            .toList();
    image.properties.removeAll(removed);
    removed.forEach(rows::erase);
  }
}
