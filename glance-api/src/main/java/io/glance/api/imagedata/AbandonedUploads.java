package io.glance.api.imagedata;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.store.Tenant;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes back uploads whose process died: the bytes go, the image is queued again. */
@Component
final class AbandonedUploads implements AbandonedWork {
  private static final Logger log = LoggerFactory.getLogger(AbandonedUploads.class);

  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final TransferKeeper keeper;
  private final Stores stores;

  AbandonedUploads(
      ImageRegistry images, TransferRegistry transfers, TransferKeeper keeper, Stores stores) {
    this.images = images;
    this.transfers = transfers;
    this.keeper = keeper;
    this.stores = stores;
  }

  @Override
  public boolean isFor(Transfer transfer) {
    return transfer.kind() == Transfer.Kind.UPLOAD;
  }

  @Override
  public void cleanUp(Transfer transfer) throws IOException {
    if (!keeper.isStillOurs(transfer, Background.newContext())) {
      return;
    }
    Tenant bringer = Tenants.bringerOf(transfer, find(transfer.imageId()));
    for (String name : transfer.stores()) {
      for (CheckedStore store : stores.requireMeantBy(name)) {
        store.of(bringer).discard(transfer.imageId());
      }
    }
    transfers.abandonUpload(transfer.id(), keeper.holder(), Background.newContext());
    log.info("took back an unfinished upload of image {}", transfer.imageId());
  }

  private @Nullable Image find(String imageId) {
    try {
      return images.get(imageId, Background.newContext());
    } catch (GlanceException.NotFound _) {
      return null;
    }
  }
}
