package io.glance.registry.transfer;

import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.registry.image.ImageLifecycle;
import io.glance.registry.image.ImageLocationImports;
import io.glance.registry.image.ImageScrubs;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Rows of the journal, for the kinds of work that it holds. All methods need a transaction. */
final class TransferRows {
  private static final long LEASE_MILLIS = TransferRegistry.LEASE_SECONDS * 1000L;

  private final TransferRepository transfers;
  private final ImageLifecycle images;
  private final ImageScrubs scrubs;
  private final ImageLocationImports locations;
  private final EntityManager entities;
  private final Clock clock;

  TransferRows(
      TransferRepository transfers,
      ImageLifecycle images,
      ImageScrubs scrubs,
      ImageLocationImports locations,
      EntityManager entities,
      Clock clock) {
    this.transfers = transfers;
    this.images = images;
    this.scrubs = scrubs;
    this.locations = locations;
    this.entities = entities;
    this.clock = clock;
  }

  /** A transfer that its holder has for one lease; not written yet. */
  TransferEntity begin(Transfer.Kind kind, String imageId, ImageStatus from, Holder holder) {
    TransferEntity transfer = new TransferEntity();
    transfer.id = UUID.randomUUID().toString();
    transfer.kind = kind;
    transfer.imageId = imageId;
    transfer.imageStatus = from.wireName();
    transfer.node = holder.node();
    transfer.process = holder.process();
    transfer.leaseUntil = newLease();
    transfer.createdAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return transfer;
  }

  /**
   * A lock may be judged stale by its age, a transfer never: whoever has it may remove bytes. Bytes
   * that leave a store must be gone before a copy comes into it.
   *
   * @param imageId of a locked image
   * @throws GlanceException.Conflict if somebody brings bytes to it
   */
  void requireNobodyAtWork(String imageId, boolean isCopy) {
    List<Transfer.Kind> work = transfers.kindsOf(imageId);
    if (work.contains(Transfer.Kind.IMPORT)
        || work.contains(Transfer.Kind.LOCATION)
        || work.contains(Transfer.Kind.STRAY)
        || (isCopy && work.contains(Transfer.Kind.WITHDRAWAL))) {
      throw new GlanceException.Conflict(
          "New operation on image '%s' is not permitted as prior operation is still in progress"
              .formatted(imageId));
    }
  }

  /**
   * Bytes do not leave a store while an import may yet take others back: those that stay must be
   * sure to.
   *
   * @param imageId of a locked image
   * @throws GlanceException.Conflict if the image is being imported
   */
  void requireNoImport(String imageId) {
    if (transfers.kindsOf(imageId).contains(Transfer.Kind.IMPORT)) {
      throw new GlanceException.Conflict(
          "New operation on image '%s' is not permitted as prior operation is still in progress"
              .formatted(imageId));
    }
  }

  /**
   * @param imageId of a locked image
   * @throws GlanceException.Conflict if there is any work on its bytes
   */
  void requireNoWork(String imageId) {
    if (!transfers.kindsOf(imageId).isEmpty()) {
      throw new GlanceException.Conflict("Somebody works on image %s".formatted(imageId));
    }
  }

  Transfer insert(TransferEntity transfer) {
    entities.persist(transfer);
    return view(transfer);
  }

  /**
   * @param bytes that are to be removed
   */
  Transfer insert(TransferEntity transfer, List<ImageLocation> bytes) {
    entities.persist(transfer);
    return view(transfer, bytes);
  }

  /**
   * Locks a transfer.
   *
   * @throws GlanceException.Conflict if it has ended or is another's
   */
  TransferEntity held(String id, Holder holder, Transfer.Kind kind) {
    return held(transfers.lock(id).filter(transfer -> transfer.kind == kind), id, holder);
  }

  /** As {@link #held(String, Holder, Transfer.Kind)}, of any kind. */
  TransferEntity held(String id, Holder holder) {
    return held(transfers.lock(id), id, holder);
  }

  private static TransferEntity held(Optional<TransferEntity> found, String id, Holder holder) {
    return found
        .filter(transfer -> transfer.isHeldBy(holder))
        .orElseThrow(() ->
            new GlanceException.Conflict(
                "Transfer %s has ended or is somebody else's.".formatted(id)));
  }

  void end(TransferEntity transfer) {
    transfers.delete(transfer);
  }

  /** Milliseconds since 1970. */
  long newLease() {
    return clock.millis() + LEASE_MILLIS;
  }

  /**
   * The transfer under a new id, so that a call of its former holder that is still on its way is
   * refused even if that is the claimant itself; empty if the holder has given a sign of life.
   */
  Optional<Transfer> takeOver(TransferEntity found, Holder holder) {
    if (transfers.takeAway(found.id, found.process, found.leaseUntil) == 0) {
      return Optional.empty();
    }
    TransferEntity taken = begin(found.kind, found.imageId, statusBehind(found), holder);
    taken.store = found.store;
    taken.taskId = found.taskId;
    taken.projectId = found.projectId;
    taken.locationId = found.locationId;
    taken.owner = found.owner;
    taken.reserved = found.reserved;
    taken.createdAt = found.createdAt;
    return Optional.of(insert(taken));
  }

  /** Nobody knows how far a scrub had come: its image never only waits again. */
  private static ImageStatus statusBehind(TransferEntity found) {
    return found.kind == Transfer.Kind.SCRUB
        ? ImageStatus.DELETED
        : ImageStatus.of(found.imageStatus);
  }

  Transfer view(TransferEntity transfer) {
    return view(transfer, bytesOf(transfer));
  }

  Transfer view(TransferEntity transfer, List<ImageLocation> bytes) {
    return new Transfer(
        transfer.id,
        transfer.imageId,
        transfer.kind,
        transfer.stores(),
        transfer.taskId,
        transfer.projectId,
        bytes);
  }

  private List<ImageLocation> bytesOf(TransferEntity transfer) {
    return switch (transfer.kind) {
      case UPLOAD, STAGING, IMPORT -> List.of();
      case REMOVAL -> images.hiddenBytes(transfer.imageId);
      case SCRUB -> scrubs.places(transfer.imageId);
      case LOCATION ->
          locations
              .retracted(transfer.imageId, transfer.locationId)
              .map(List::of)
              .orElse(List.of());
      case WITHDRAWAL, STRAY ->
          images
              .withdrawn(transfer.imageId, Objects.requireNonNull(transfer.locationId))
              .map(List::of)
              .orElse(List.of());
    };
  }
}
