package io.glance.api.locationimport;

import io.glance.api.imagedata.AbandonedWork;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.Tenants;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.LocationImportRegistry.Found;
import io.glance.common.registryapi.Transfer;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends imports of locations whose process died. What was not verified goes; for an image that is
 * active the digests are computed anew.
 */
@Component
final class AbandonedLocations implements AbandonedWork {
  private static final Logger log = LoggerFactory.getLogger(AbandonedLocations.class);
  private static final String INTERRUPTED = "The task was interrupted";

  private final LocationJournal journal;
  private final LocationImportWork work;
  private final LocationImportRunner runner;
  private final TransferKeeper keeper;

  AbandonedLocations(
      LocationJournal journal,
      LocationImportWork work,
      LocationImportRunner runner,
      TransferKeeper keeper) {
    this.journal = journal;
    this.work = work;
    this.runner = runner;
    this.keeper = keeper;
  }

  @Override
  public boolean isFor(Transfer transfer) {
    return transfer.kind() == Transfer.Kind.LOCATION;
  }

  @Override
  public void cleanUp(Transfer transfer) throws IOException {
    if (!keeper.isStillOurs(transfer, Background.newContext())) {
      return;
    }
    Found found = journal.found(transfer);
    boolean isVerified = found.status() != ImageStatus.IMPORTING;
    if (found.location() != null && isVerified) {
      runner.submit(
          new LocationJob(
              transfer, found.location(), null, Tenants.unknownOwnerOf(transfer.imageId()), null));
      log.info("goes on with the digests of image {}", transfer.imageId());
      return;
    }
    work.takeBack(transfer, INTERRUPTED);
    log.info("took back an unfinished location of image {}", transfer.imageId());
  }
}
