package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Deletes images that have no bytes; those with bytes stay. */
@Service
public class RemovalService {
  private final TransferRegistry transfers;
  private final Holder holder = new Holder("localhost", UUID.randomUUID().toString());

  RemovalService(TransferRegistry transfers) {
    this.transfers = transfers;
  }

  /**
   * @throws GlanceException.Conflict if the image has bytes or was changed meanwhile
   */
  public void remove(Image image, RequestContext caller) {
    Transfer removal =
        transfers.beginRemoval(
            new TransferRegistry.BeginRemoval(image.id(), image.status(), holder), caller);
    if (removal.locations().isEmpty()) {
      return;
    }
    transfers.undoRemoval(removal.id(), holder, caller);
    throw new GlanceException.Conflict("Image %s has data".formatted(image.id()));
  }
}
