package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.StagingRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.registry.db.Transactions;
import io.glance.registry.image.ImageImports;
import io.glance.registry.image.ImageLifecycle;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StagingsController implements StagingRegistry {
  private final TransferRows rows;
  private final ImageImports imports;
  private final ImageLifecycle images;
  private final Transactions transactions;

  StagingsController(
      TransferRows rows, ImageImports imports, ImageLifecycle images, Transactions transactions) {
    this.rows = rows;
    this.imports = imports;
    this.images = images;
    this.transactions = transactions;
  }

  @Override
  public Transfer begin(BeginStaging staging, RequestContext caller) {
    return transactions.run(() -> {
      String imageId = imports.startStaging(staging.imageId(), caller);
      return rows.insert(
          rows.begin(Transfer.Kind.STAGING, imageId, ImageStatus.QUEUED, staging.holder()));
    });
  }

  @Override
  public Image finish(String transferId, FinishStaging finish, RequestContext caller) {
    return transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, finish.holder(), Transfer.Kind.STAGING);
      rows.end(transfer);
      return imports.staged(transfer.imageId, finish.size(), finish.host());
    });
  }

  @Override
  public void abandon(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = rows.held(transferId, holder, Transfer.Kind.STAGING);
      images.requeue(transfer.imageId, ImageStatus.UPLOADING);
      rows.end(transfer);
    });
  }
}
