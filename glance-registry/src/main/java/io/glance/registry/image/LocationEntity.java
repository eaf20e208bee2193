package io.glance.registry.image;

import io.glance.common.image.LocationStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code image_locations}. */
@Entity
@Table(name = "image_locations")
@DynamicUpdate
class LocationEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Integer id;

  @Column(name = "image_id")
  String imageId = "";

  String value = "";

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  @Nullable Instant updatedAt;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  boolean deleted;

  /** A JSON object. */
  @Column(name = "meta_data")
  @Nullable String metadata;

  String status = LocationStatus.ACTIVE.wireName();

  static LocationEntity of(String imageId, String url, String metadata, Instant now) {
    LocationEntity location = new LocationEntity();
    location.imageId = imageId;
    location.value = url;
    location.metadata = metadata;
    location.createdAt = now;
    location.updatedAt = now;
    return location;
  }

  boolean isActive() {
    return !deleted && status.equals(LocationStatus.ACTIVE.wireName());
  }

  void delete(LocationStatus newStatus, Instant now) {
    status = newStatus.wireName();
    deleted = true;
    deletedAt = now;
    updatedAt = now;
  }

  void revive() {
    status = LocationStatus.ACTIVE.wireName();
    deleted = false;
    deletedAt = null;
  }

  @Override
  public String toString() {
    return "LocationEntity[" + id + "]";
  }
}
