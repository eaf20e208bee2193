package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.LocationRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.registry.db.Transactions;
import io.glance.registry.image.ImageLocations;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LocationsController implements LocationRegistry {
  private final ImageLocations images;
  private final TransferRows rows;
  private final StorageRoom room;
  private final Transactions transactions;

  LocationsController(
      ImageLocations images, TransferRows rows, StorageRoom room, Transactions transactions) {
    this.images = images;
    this.rows = rows;
    this.room = room;
    this.transactions = transactions;
  }

  @Override
  public EditedLocations edit(String imageId, LocationEdit edit, RequestContext caller) {
    return transactions.run(() -> {
      room.require(edit.limit(), edit.newBytes());
      ImageLocations.Edited edited = images.edit(imageId, edit, caller);
      if (!edited.withdrawn().isEmpty()) {
        rows.requireNoImport(edited.image().id());
      }
      List<Transfer> withdrawn =
          edited.withdrawn().stream()
              .map(location -> withdraw(edited.image().id(), location, edit.holder()))
              .toList();
      return new EditedLocations(edited.image(), withdrawn);
    });
  }

  private Transfer withdraw(String imageId, ImageLocation location, Holder holder) {
    TransferEntity transfer =
        rows.begin(Transfer.Kind.WITHDRAWAL, imageId, ImageStatus.ACTIVE, holder);
    transfer.locationId = Math.toIntExact(location.id());
    return rows.insert(transfer);
  }
}
