package io.glance.registry.transfer;

import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Transfer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code glancej_transfers}. */
@Entity
@Table(name = "glancej_transfers")
class TransferEntity {
  @Id String id = "";

  @Column(name = "image_id")
  String imageId = "";

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(10)")
  Transfer.Kind kind = Transfer.Kind.UPLOAD;

  /** Names of the backends that are written to, with commas between. */
  @Nullable String store;

  @Column(name = "task_id")
  @Nullable String taskId;

  /** Of whoever brings the bytes. */
  @Column(name = "project_id")
  @Nullable String projectId;

  /** The one that is withdrawn. */
  @Column(name = "location_id")
  @Nullable Integer locationId;

  /**
   * Where the image stood before, or what it is if its upload fails; {@code deleted} if a scrub was
   * taken over from its holder.
   */
  @Column(name = "image_status")
  String imageStatus = "";

  /** Who has the room that is reserved; absent also if nothing is. */
  @Nullable String owner;

  /** Bytes that nobody else may store meanwhile. */
  long reserved;

  String node = "";
  String process = "";

  /** Milliseconds since 1970. */
  @Column(name = "lease_until")
  long leaseUntil;

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;

  List<String> stores() {
    return store == null || store.isEmpty() ? List.of() : List.of(store.split(","));
  }

  boolean isHeldBy(Holder holder) {
    return node.equals(holder.node()) && process.equals(holder.process());
  }
}
