package io.glance.api.scrubber;

import io.glance.api.imagedata.AbandonedWork;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.StoredBytes;
import io.glance.api.imagedata.Tenants;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.ScrubRegistry.Gone;
import io.glance.common.registryapi.Transfer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes the bytes of one image that waits. What is gone is noted location by location, so that an
 * image which is brought back has no location without bytes.
 */
@Component
final class Scrub implements AbandonedWork {
  private static final Logger log = LoggerFactory.getLogger(Scrub.class);

  private final ScrubRegistry scrubs;
  private final StoredBytes bytes;
  private final TransferKeeper keeper;

  Scrub(ScrubRegistry scrubs, StoredBytes bytes, TransferKeeper keeper) {
    this.scrubs = scrubs;
    this.bytes = bytes;
    this.keeper = keeper;
  }

  @Override
  public boolean isFor(Transfer transfer) {
    return transfer.kind() == Transfer.Kind.SCRUB;
  }

  @Override
  public void cleanUp(Transfer transfer) throws IOException {
    removeBytes(transfer);
    scrubs.finish(transfer.id(), keeper.holder(), Background.newContext());
    log.info("Image {} has been scrubbed successfully", transfer.imageId());
  }

  /**
   * Works on a transfer that this process holds. If a store fails and all bytes that are not noted
   * as gone are there still, the image waits again; if some may be gone the transfer stays, for
   * nobody must be given them again, and whoever finds it goes on.
   *
   * @return whether the bytes are gone
   * @throws GlanceException.Conflict if it is another's by now; nothing more was touched
   */
  boolean complete(Transfer transfer) {
    try {
      cleanUp(transfer);
      return true;
    } catch (StoredBytes.Unfinished e) {
      log.error("the scrub of image {} is left to be completed later", transfer.imageId(), e);
    } catch (IOException e) {
      log.error("bytes of image {} cannot be scrubbed now", transfer.imageId(), e);
      scrubs.postpone(transfer.id(), keeper.holder(), Background.newContext());
    }
    return false;
  }

  /** Tries every location, also after one failed; what is worst is thrown. */
  private void removeBytes(Transfer transfer) throws IOException {
    @Nullable IOException failure = null;
    for (ImageLocation location : transfer.locations()) {
      requireOurs(transfer);
      try {
        bytes.deleteAll(
            List.of(location), transfer.imageId(), Tenants.unknownOwnerOf(transfer.imageId()));
        Gone gone = new Gone(keeper.holder(), location.id());
        scrubs.gone(transfer.id(), gone, Background.newContext());
      } catch (IOException e) {
        failure = failure == null || e instanceof StoredBytes.Unfinished ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void requireOurs(Transfer transfer) {
    if (!keeper.isStillOurs(transfer, Background.newContext())) {
      throw new GlanceException.Conflict("somebody else goes on with it");
    }
  }
}
