package io.glance.registry.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code images}. Statuses and visibilities stay text: other releases may know more. */
@Entity
@Table(name = "images")
@DynamicUpdate
class ImageEntity {
  @Id String id = "";

  @Nullable String name;
  @Nullable Long size;
  String status = "";

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  @Nullable Instant updatedAt;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  boolean deleted;

  @Column(name = "disk_format")
  @Nullable String diskFormat;

  @Column(name = "container_format")
  @Nullable String containerFormat;

  @Nullable String checksum;
  @Nullable String owner;

  @Column(name = "min_disk")
  int minDisk;

  @Column(name = "min_ram")
  int minRam;

  @Column(name = "protected")
  boolean isProtected;

  @Column(name = "virtual_size")
  @Nullable Long virtualSize;

  String visibility = "";

  @Column(name = "os_hidden")
  boolean isHidden;

  @Column(name = "os_hash_algo")
  @Nullable String hashAlgorithm;

  @Column(name = "os_hash_value")
  @Nullable String hashValue;

  /** Where it stood before it was deleted; absent if it is not, or nobody knows. Ours. */
  @Column(name = "glancej_status_before", insertable = false)
  @Nullable String statusBefore;

  /** Deleted rows too: the table's key spans them. */
  @OneToMany(fetch = FetchType.LAZY)
  @JoinColumn(name = "image_id", insertable = false, updatable = false)
  List<PropertyEntity> properties = new ArrayList<>();

  /** Deleted rows too. */
  @OneToMany(fetch = FetchType.LAZY)
  @JoinColumn(name = "image_id", insertable = false, updatable = false)
  @OrderBy("id")
  List<TagEntity> tags = new ArrayList<>();

  @Override
  public String toString() {
    return "ImageEntity[" + id + "]";
  }
}
