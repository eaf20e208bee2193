package io.glance.registry.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code image_properties}. The table's unique index over image and name is the key here,
 * not its generated number: rows with a known key are inserted as one batch.
 */
@Entity
@Table(name = "image_properties")
@IdClass(PropertyEntity.Key.class)
@DynamicUpdate
class PropertyEntity {
  @Id
  @Column(name = "image_id")
  String imageId = "";

  @Id String name = "";

  @Nullable String value;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  @Nullable Instant updatedAt;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  boolean deleted;

  record Key(String imageId, String name) implements Serializable {}

  static PropertyEntity of(String imageId, String name, @Nullable String value, Instant now) {
    PropertyEntity property = new PropertyEntity();
    property.imageId = imageId;
    property.name = name;
    property.value = value;
    property.createdAt = now;
    property.updatedAt = now;
    return property;
  }

  void set(@Nullable String newValue, Instant now) {
    value = newValue;
    deleted = false;
    deletedAt = null;
    updatedAt = now;
  }

  void delete(Instant now) {
    deleted = true;
    deletedAt = now;
  }
}
