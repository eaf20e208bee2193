package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.registry.db.Transactions;
import io.glance.registry.image.ImageLifecycle;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TransfersController implements TransferRegistry {
  private static final long LEASE_MILLIS = LEASE_SECONDS * 1000L;

  private final TransferRepository transfers;
  private final ImageLifecycle images;
  private final EntityManager entities;
  private final Transactions transactions;
  private final Clock clock;

  TransfersController(
      TransferRepository transfers,
      ImageLifecycle images,
      EntityManager entities,
      Transactions transactions,
      Clock clock) {
    this.transfers = transfers;
    this.images = images;
    this.entities = entities;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Transfer beginUpload(BeginUpload upload, RequestContext caller) {
    return transactions.run(() -> {
      String imageId = images.startSaving(upload.imageId(), caller);
      TransferEntity transfer = begin(imageId, upload.holder());
      transfer.kind = Transfer.Kind.UPLOAD;
      transfer.store = upload.store();
      transfer.imageStatus = ImageStatus.QUEUED.wireName();
      entities.persist(transfer);
      return view(transfer, List.of());
    });
  }

  @Override
  public Image finishUpload(String transferId, FinishUpload finish, RequestContext caller) {
    return transactions.run(() -> {
      TransferEntity transfer = held(transferId, finish.holder(), Transfer.Kind.UPLOAD);
      transfers.delete(transfer);
      return images.activate(transfer.imageId, finish.data());
    });
  }

  @Override
  public void abandonUpload(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder, Transfer.Kind.UPLOAD);
      images.requeue(transfer.imageId);
      transfers.delete(transfer);
    });
  }

  @Override
  public Transfer beginRemoval(BeginRemoval removal, RequestContext caller) {
    return transactions.run(() -> {
      List<ImageLocation> bytes = images.hide(removal.imageId(), removal.from(), caller);
      TransferEntity transfer = begin(removal.imageId(), removal.holder());
      transfer.kind = Transfer.Kind.REMOVAL;
      transfer.imageStatus = removal.from().wireName();
      if (!bytes.isEmpty()) {
        entities.persist(transfer);
      }
      return view(transfer, bytes);
    });
  }

  @Override
  public void finishRemoval(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder, Transfer.Kind.REMOVAL);
      images.forget(transfer.imageId);
      transfers.delete(transfer);
    });
  }

  @Override
  public void undoRemoval(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder, Transfer.Kind.REMOVAL);
      images.restore(transfer.imageId, ImageStatus.of(transfer.imageStatus));
      transfers.delete(transfer);
    });
  }

  @Override
  public Transfer beginWithdrawal(BeginWithdrawal withdrawal, RequestContext caller) {
    return transactions.run(() -> {
      ImageLocation bytes = images.withdraw(withdrawal.imageId(), withdrawal.locationId(), caller);
      TransferEntity transfer = begin(withdrawal.imageId(), withdrawal.holder());
      transfer.kind = Transfer.Kind.WITHDRAWAL;
      transfer.locationId = Math.toIntExact(bytes.id());
      transfer.imageStatus = ImageStatus.ACTIVE.wireName();
      entities.persist(transfer);
      return view(transfer, List.of(bytes));
    });
  }

  @Override
  public void finishWithdrawal(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder, Transfer.Kind.WITHDRAWAL);
      images.forgetLocation(transfer.imageId, Objects.requireNonNull(transfer.locationId));
      transfers.delete(transfer);
    });
  }

  @Override
  public void undoWithdrawal(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder, Transfer.Kind.WITHDRAWAL);
      images.restoreLocation(transfer.imageId, Objects.requireNonNull(transfer.locationId));
      transfers.delete(transfer);
    });
  }

  @Override
  public Transfer get(String transferId, RequestContext caller) {
    return transactions.run(() ->
        transfers
            .findById(transferId)
            .map(this::view)
            .orElseThrow(
                () -> new GlanceException.NotFound("No transfer found with ID " + transferId)));
  }

  @Override
  public List<String> renew(Renewal renewal, RequestContext caller) {
    if (renewal.transferIds().isEmpty()) {
      return List.of();
    }
    Holder holder = renewal.holder();
    return transactions.run(() -> {
      transfers.renew(holder.node(), holder.process(), renewal.transferIds(), newLease());
      return transfers.heldBy(holder.node(), holder.process(), renewal.transferIds());
    });
  }

  @Override
  public List<Transfer> claimAbandoned(Claim claim, RequestContext caller) {
    Holder holder = claim.holder();
    return transactions.run(() -> {
      List<Transfer> claimed = new ArrayList<>();
      for (TransferEntity found :
          transfers.abandoned(holder.node(), holder.process(), clock.millis())) {
        if (claimed.size() >= claim.limit()) {
          break;
        }
        if (canReach(claim.stores(), view(found))) {
          takeOver(found, holder).map(this::view).ifPresent(claimed::add);
        }
      }
      return claimed;
    });
  }

  /**
   * The transfer under a new id, so that a call of its former holder that is still on its way is
   * refused even if that is the claimant itself; empty if the holder has given a sign of life.
   */
  private Optional<TransferEntity> takeOver(TransferEntity found, Holder holder) {
    if (transfers.takeAway(found.id, found.process, found.leaseUntil) == 0) {
      return Optional.empty();
    }
    TransferEntity taken = begin(found.imageId, holder);
    taken.kind = found.kind;
    taken.store = found.store;
    taken.locationId = found.locationId;
    taken.imageStatus = found.imageStatus;
    taken.createdAt = found.createdAt;
    entities.persist(taken);
    return Optional.of(taken);
  }

  private static boolean canReach(List<String> stores, Transfer transfer) {
    if (transfer.store() != null && !stores.contains(transfer.store())) {
      return false;
    }
    return transfer.locations().stream()
        .map(location -> location.metadata().get("store"))
        .allMatch(store -> store == null || stores.contains(store.toString()));
  }

  private TransferEntity begin(String imageId, Holder holder) {
    TransferEntity transfer = new TransferEntity();
    transfer.id = UUID.randomUUID().toString();
    transfer.imageId = imageId;
    transfer.node = holder.node();
    transfer.process = holder.process();
    transfer.leaseUntil = newLease();
    transfer.createdAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return transfer;
  }

  private long newLease() {
    return clock.millis() + LEASE_MILLIS;
  }

  private TransferEntity held(String id, Holder holder, Transfer.Kind kind) {
    return transfers
        .lock(id)
        .filter(transfer -> transfer.isHeldBy(holder) && transfer.kind == kind)
        .orElseThrow(() ->
            new GlanceException.Conflict(
                "Transfer %s has ended or is somebody else's.".formatted(id)));
  }

  private Transfer view(TransferEntity transfer) {
    List<ImageLocation> bytes =
        switch (transfer.kind) {
          case UPLOAD -> List.of();
          case REMOVAL -> images.hiddenBytes(transfer.imageId);
          case WITHDRAWAL ->
              images
                  .withdrawn(transfer.imageId, Objects.requireNonNull(transfer.locationId))
                  .map(List::of)
                  .orElse(List.of());
        };
    return view(transfer, bytes);
  }

  private static Transfer view(TransferEntity transfer, List<ImageLocation> locations) {
    @Nullable String store = transfer.store;
    return new Transfer(transfer.id, transfer.imageId, transfer.kind, store, locations);
  }
}
