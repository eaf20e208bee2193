package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginWithdrawal;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Removes an image's bytes from one of several places.
 *
 * <p>The location goes out of use first and its bytes after it, so that nobody meets a location
 * without bytes; if this process dies in between, {@link Recovery} goes on. The registry decides
 * under the image's lock, so that of two who withdraw the last two locations one is refused.
 */
@Service
public class WithdrawalService {
  private static final Logger log = LoggerFactory.getLogger(WithdrawalService.class);

  private final TransferRegistry transfers;
  private final TransferKeeper keeper;
  private final StoredBytes bytes;

  WithdrawalService(TransferRegistry transfers, TransferKeeper keeper, StoredBytes bytes) {
    this.transfers = transfers;
    this.keeper = keeper;
    this.bytes = bytes;
  }

  /**
   * Removes the bytes at one of several locations of an active image, and the location.
   *
   * @throws GlanceException.Conflict if the image is not active any more, or something uses the
   *     bytes
   * @throws GlanceException.Forbidden if it has no other location any more
   * @throws GlanceException.NotFound if somebody else removed the location
   * @throws GlanceException.Unavailable if the store does not answer; if bytes may be gone the
   *     location is, too, and the rest is left to {@link Recovery}
   */
  public void withdraw(String imageId, ImageLocation location, RequestContext caller) {
    Transfer transfer =
        transfers.beginWithdrawal(
            new BeginWithdrawal(imageId, location.id(), keeper.holder()), caller);
    complete(transfer, caller);
  }

  /**
   * Removes the bytes of a withdrawal that has begun, or undoes it.
   *
   * @throws GlanceException.Conflict if something uses the bytes
   * @throws GlanceException.Unavailable if the store does not answer
   */
  public void complete(Transfer transfer, RequestContext caller) {
    try (Hold hold = keeper.hold(transfer)) {
      if (removeBytes(hold.transfer(), caller)) {
        finish(hold.transfer(), caller);
      }
    }
  }

  /** Whether they are gone. */
  private boolean removeBytes(Transfer transfer, RequestContext caller) {
    try {
      bytes.deleteAll(
          transfer.locations(), transfer.imageId(), Tenants.of(transfer.imageId(), caller));
      return true;
    } catch (StoredBytes.Unfinished e) {
      log.warn("withdrawal of image {} is left to be completed later", transfer.imageId(), e);
      return false;
    } catch (IOException e) {
      undo(transfer, caller);
      throw StoreFaults.ofWithdrawal(e, transfer.imageId());
    }
  }

  /** An image that was deleted meanwhile does not want the location back; recovery removes it. */
  private void undo(Transfer transfer, RequestContext caller) {
    try {
      transfers.undoWithdrawal(transfer.id(), keeper.holder(), Background.onBehalfOf(caller));
    } catch (GlanceException.Gone e) {
      log.info("image {} was deleted meanwhile, all its bytes go", transfer.imageId(), e);
    }
  }

  /** For the caller the location is gone; only the record of it is not complete without this. */
  private void finish(Transfer transfer, RequestContext caller) {
    try {
      transfers.finishWithdrawal(transfer.id(), keeper.holder(), Background.onBehalfOf(caller));
    } catch (RuntimeException e) {
      log.warn("withdrawal of image {} is left to be completed later", transfer.imageId(), e);
    }
  }
}
