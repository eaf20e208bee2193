package io.glance.registry.image;

import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code image_members}. */
@Entity
@Table(name = "image_members")
@DynamicUpdate
class MemberEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Integer id;

  @Column(name = "image_id")
  String imageId = "";

  String member = "";

  @Column(name = "can_share")
  boolean canShare;

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  @Nullable Instant updatedAt;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  boolean deleted;

  String status = MemberStatus.PENDING.wireName();

  ImageMember toMember() {
    return new ImageMember(
        imageId, member, MemberStatus.of(status), canShare, createdAt, updatedAt);
  }
}
