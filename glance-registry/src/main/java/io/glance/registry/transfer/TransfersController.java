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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TransfersController implements TransferRegistry {
  private final TransferRepository transfers;
  private final TransferRows rows;
  private final ImageLifecycle images;
  private final StorageRoom room;
  private final Transactions transactions;
  private final Clock clock;

  TransfersController(
      TransferRepository transfers,
      TransferRows rows,
      ImageLifecycle images,
      StorageRoom room,
      Transactions transactions,
      Clock clock) {
    this.transfers = transfers;
    this.rows = rows;
    this.images = images;
    this.room = room;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Transfer beginUpload(BeginUpload upload, RequestContext caller) {
    return transactions.run(() -> {
      long reserved = upload.reservation() == null ? 0 : room.reserve(upload.reservation());
      String imageId = images.startSaving(upload.imageId(), caller);
      TransferEntity transfer =
          rows.begin(Transfer.Kind.UPLOAD, imageId, upload.otherwise(), upload.holder());
      transfer.store = upload.store();
      transfer.projectId = caller.projectId();
      transfer.reserved = reserved;
      transfer.owner = upload.reservation() == null ? null : upload.reservation().limit().owner();
      return rows.insert(transfer);
    });
  }

  @Override
  public Image finishUpload(String transferId, FinishUpload finish, RequestContext caller) {
    return transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, finish.holder(), Transfer.Kind.UPLOAD);
      rows.end(transfer);
      return images.activate(transfer.imageId, finish.data());
    });
  }

  @Override
  public void abandonUpload(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, holder, Transfer.Kind.UPLOAD);
      images.giveUp(transfer.imageId, ImageStatus.of(transfer.imageStatus));
      rows.end(transfer);
    });
  }

  @Override
  public Transfer beginRemoval(BeginRemoval removal, RequestContext caller) {
    return transactions.run(() -> {
      List<ImageLocation> bytes = images.hide(removal.imageId(), removal.from(), caller);
      TransferEntity transfer =
          rows.begin(Transfer.Kind.REMOVAL, removal.imageId(), removal.from(), removal.holder());
      return bytes.isEmpty() ? rows.view(transfer, bytes) : rows.insert(transfer, bytes);
    });
  }

  @Override
  public void finishRemoval(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, holder, Transfer.Kind.REMOVAL);
      images.forget(transfer.imageId);
      rows.end(transfer);
    });
  }

  @Override
  public void undoRemoval(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, holder, Transfer.Kind.REMOVAL);
      images.restore(transfer.imageId, ImageStatus.of(transfer.imageStatus));
      rows.end(transfer);
    });
  }

  @Override
  public Transfer beginWithdrawal(BeginWithdrawal withdrawal, RequestContext caller) {
    return transactions.run(() -> {
      ImageLocation bytes = images.withdraw(withdrawal.imageId(), withdrawal.locationId(), caller);
      rows.requireNoImport(withdrawal.imageId());
      TransferEntity transfer =
          rows.begin(
              Transfer.Kind.WITHDRAWAL,
              withdrawal.imageId(),
              ImageStatus.ACTIVE,
              withdrawal.holder());
      transfer.locationId = Math.toIntExact(bytes.id());
      return rows.insert(transfer, List.of(bytes));
    });
  }

  @Override
  public void finishWithdrawal(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, holder, Transfer.Kind.WITHDRAWAL);
      images.forgetLocation(transfer.imageId, Objects.requireNonNull(transfer.locationId));
      rows.end(transfer);
    });
  }

  @Override
  public void undoWithdrawal(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, holder, Transfer.Kind.WITHDRAWAL);
      images.restoreLocation(transfer.imageId, Objects.requireNonNull(transfer.locationId));
      rows.end(transfer);
    });
  }

  @Override
  public Transfer beginStray(BeginStray stray, RequestContext caller) {
    return transactions.run(() -> {
      ImageLocation bytes = images.noteStray(stray.imageId(), stray.bytes());
      rows.requireNoWork(stray.imageId());
      TransferEntity transfer =
          rows.begin(Transfer.Kind.STRAY, stray.imageId(), ImageStatus.ACTIVE, stray.holder());
      transfer.locationId = Math.toIntExact(bytes.id());
      return rows.insert(transfer, List.of(bytes));
    });
  }

  @Override
  public void finishStray(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, holder, Transfer.Kind.STRAY);
      images.forgetLocation(transfer.imageId, Objects.requireNonNull(transfer.locationId));
      rows.end(transfer);
    });
  }

  @Override
  public Transfer get(String transferId, RequestContext caller) {
    return transactions.run(() ->
        transfers
            .findById(transferId)
            .map(rows::view)
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
      transfers.renew(holder.node(), holder.process(), renewal.transferIds(), rows.newLease());
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
        if (canReach(claim.stores(), rows.view(found))) {
          rows.takeOver(found, holder).ifPresent(claimed::add);
        }
      }
      return claimed;
    });
  }

  private static boolean canReach(List<String> stores, Transfer transfer) {
    if (!stores.containsAll(transfer.stores())) {
      return false;
    }
    return transfer.locations().stream()
        .map(location -> location.metadata().get("store"))
        .allMatch(store -> store == null || stores.contains(store.toString()));
  }
}
