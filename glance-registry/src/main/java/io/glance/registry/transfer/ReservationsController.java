package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.StorageRegistry;
import io.glance.registry.db.Transactions;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReservationsController implements StorageRegistry {
  private final TransferRows rows;
  private final StorageRoom room;
  private final Transactions transactions;

  ReservationsController(TransferRows rows, StorageRoom room, Transactions transactions) {
    this.rows = rows;
    this.room = room;
    this.transactions = transactions;
  }

  @Override
  public Reserved reserve(String transferId, Reserve wanted, RequestContext caller) {
    Reservation reservation = wanted.reservation();
    return transactions.run(() -> {
      room.lock(reservation.limit());
      TransferEntity transfer = rows.held(transferId, wanted.holder());
      Reserved reserved = room.reserve(reservation, transfer);
      transfer.reserved = reserved.bytes();
      transfer.owner = reservation.limit().owner();
      return reserved;
    });
  }
}
