package io.glance.registry.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code image_tags}. */
@Entity
@Table(name = "image_tags")
@DynamicUpdate
class TagEntity {
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

  static TagEntity of(String imageId, String value, Instant now) {
    TagEntity tag = new TagEntity();
    tag.imageId = imageId;
    tag.value = value;
    tag.createdAt = now;
    tag.updatedAt = now;
    return tag;
  }

  void delete(Instant now) {
    deleted = true;
    deletedAt = now;
  }
}
