package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Deletes images with their bytes. Whether the caller may is decided before.
 *
 * <p>The image disappears first and its bytes after it, so that nobody meets an image without
 * bytes; if this process dies in between, {@link Recovery} goes on. An image comes back only while
 * none of its bytes are gone.
 */
@Service
public class RemovalService {
  private static final Logger log = LoggerFactory.getLogger(RemovalService.class);

  private final TransferRegistry transfers;
  private final TransferKeeper keeper;
  private final StoredBytes bytes;
  private final List<Leftovers> leftovers;
  private final DelayedDeletion delayed;

  RemovalService(
      TransferRegistry transfers,
      TransferKeeper keeper,
      StoredBytes bytes,
      List<Leftovers> leftovers,
      DelayedDeletion delayed) {
    this.transfers = transfers;
    this.keeper = keeper;
    this.bytes = bytes;
    this.leftovers = List.copyOf(leftovers);
    this.delayed = delayed;
  }

  /**
   * Deletes an image. On any error but a silent registry it is what it was. No error is told when
   * the store fails and bytes may be gone: the rest is left to {@link Recovery}.
   *
   * @param image as it was when the caller's right to delete it was checked
   * @throws GlanceException.Conflict if it changed its status since, or something uses its bytes
   * @throws GlanceException.NotFound if the caller sees no such image any more
   * @throws GlanceException.Forbidden if the store refuses
   * @throws GlanceException.Unavailable if the store does not answer
   */
  public void remove(Image image, RequestContext caller) {
    if (!delayed.leave(image, caller)) {
      removeNow(image, caller);
    }
    leftovers.forEach(each -> each.forget(image.id()));
  }

  private void removeNow(Image image, RequestContext caller) {
    Transfer transfer =
        transfers.beginRemoval(
            new BeginRemoval(image.id(), image.status(), keeper.holder()), caller);
    if (!transfer.locations().isEmpty()) {
      try (Hold hold = keeper.hold(transfer)) {
        if (removeBytes(hold.transfer(), caller)) {
          finish(hold.transfer(), caller);
        }
      }
    }
  }

  /** Whether all are gone. */
  private boolean removeBytes(Transfer transfer, RequestContext caller) {
    try {
      bytes.deleteAll(
          transfer.locations(), transfer.imageId(), Tenants.of(transfer.imageId(), caller));
      return true;
    } catch (StoredBytes.Unfinished e) {
      log.warn("removal of image {} is left to be completed later", transfer.imageId(), e);
      return false;
    } catch (IOException e) {
      transfers.undoRemoval(transfer.id(), keeper.holder(), Background.onBehalfOf(caller));
      throw StoreFaults.ofRemoval(e, transfer.imageId());
    }
  }

  /** For the caller the image is gone; only the record of it is not complete without this. */
  private void finish(Transfer transfer, RequestContext caller) {
    try {
      transfers.finishRemoval(transfer.id(), keeper.holder(), Background.onBehalfOf(caller));
    } catch (RuntimeException e) {
      log.warn("removal of image {} is left to be completed later", transfer.imageId(), e);
    }
  }
}
