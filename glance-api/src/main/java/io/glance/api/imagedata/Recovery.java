package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.store.StoreException;
import io.glance.store.backends.Stores;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up after processes that died in the middle of an upload or a removal, this one's
 * predecessor among them. For one thread.
 *
 * <p>An upload that was not finished is taken back: its bytes go, the image is queued again. A
 * removal or withdrawal that was not finished is completed, or undone if the bytes are in use and
 * none are gone.
 */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);
  private static final int MOST_AT_ONCE = 100;

  private final TransferRegistry transfers;
  private final Stores stores;
  private final StoredBytes bytes;
  private final TransferKeeper keeper;
  private final List<AbandonedWork> works;
  private final Map<String, Hold> unfinished = new LinkedHashMap<>();
  private boolean registryWasSilent;

  /**
   * @param works what others than removals need
   */
  Recovery(
      TransferRegistry transfers,
      Stores stores,
      StoredBytes bytes,
      TransferKeeper keeper,
      List<AbandonedWork> works) {
    this.transfers = transfers;
    this.stores = stores;
    this.bytes = bytes;
    this.keeper = keeper;
    this.works = List.copyOf(works);
  }

  /**
   * Takes over what was abandoned and cleans it up.
   *
   * @return whether nothing is left to be tried again soon
   */
  boolean pass() {
    return claim() && cleanUpAll();
  }

  /** What runs here is renewed before, so that nothing of it is taken for abandoned. */
  private boolean claim() {
    try {
      keeper.renew();
      Claim claim = new Claim(keeper.holder(), stores.knownNames(), MOST_AT_ONCE);
      for (Transfer transfer : transfers.claimAbandoned(claim, Background.newContext())) {
        if (!keeper.worksOn(transfer.imageId())) {
          unfinished.put(transfer.id(), keeper.hold(transfer));
        }
      }
      registryWasSilent = false;
      return true;
    } catch (RuntimeException e) {
      if (!registryWasSilent) {
        log.info("cannot look for abandoned transfers yet: {}", e.toString());
      }
      registryWasSilent = true;
      return false;
    }
  }

  private boolean cleanUpAll() {
    Iterator<Hold> holds = unfinished.values().iterator();
    boolean clean = true;
    while (holds.hasNext()) {
      Hold hold = holds.next();
      if (hold.isLost() || cleanedUp(hold)) {
        hold.close();
        holds.remove();
      } else {
        clean = false;
      }
    }
    return clean;
  }

  private boolean cleanedUp(Hold hold) {
    Transfer transfer = hold.transfer();
    try {
      switch (transfer.kind()) {
        case REMOVAL -> complete(transfer);
        case UPLOAD, STAGING, IMPORT, LOCATION, SCRUB -> workFor(transfer).cleanUp(transfer);
        case WITHDRAWAL -> completeWithdrawal(transfer);
        case STRAY -> removeStray(transfer);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      if (hold.isFirstFailure()) {
        log.warn("cannot clean up image {} yet, will try again", transfer.imageId(), e);
      }
      return false;
    }
  }

  private AbandonedWork workFor(Transfer transfer) {
    return works.stream()
        .filter(work -> work.isFor(transfer))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody cleans up a " + transfer.kind()));
  }

  private void complete(Transfer transfer) throws IOException {
    try {
      bytes.deleteAll(
          transfer.locations(), transfer.imageId(), Tenants.unknownOwnerOf(transfer.imageId()));
    } catch (StoreException.InUse e) {
      transfers.undoRemoval(transfer.id(), keeper.holder(), Background.newContext());
      log.warn("image {} stays, for it is in use: {}", transfer.imageId(), e.getMessage());
      return;
    }
    transfers.finishRemoval(transfer.id(), keeper.holder(), Background.newContext());
    log.info("completed an unfinished removal of image {}", transfer.imageId());
  }

  private void removeStray(Transfer transfer) throws IOException {
    bytes.deleteAll(
        transfer.locations(), transfer.imageId(), Tenants.unknownOwnerOf(transfer.imageId()));
    transfers.finishStray(transfer.id(), keeper.holder(), Background.newContext());
    log.info("removed bytes of image {} that had come too late", transfer.imageId());
  }

  private void completeWithdrawal(Transfer transfer) throws IOException {
    try {
      bytes.deleteAll(
          transfer.locations(), transfer.imageId(), Tenants.unknownOwnerOf(transfer.imageId()));
    } catch (StoreException.InUse e) {
      transfers.undoWithdrawal(transfer.id(), keeper.holder(), Background.newContext());
      log.warn(
          "a location of image {} stays, for it is in use: {}", transfer.imageId(), e.getMessage());
      return;
    }
    transfers.finishWithdrawal(transfer.id(), keeper.holder(), Background.newContext());
    log.info("completed an unfinished withdrawal of image {}", transfer.imageId());
  }
}
