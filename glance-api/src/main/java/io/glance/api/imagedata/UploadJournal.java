package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.store.StoreException;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down uploads before they touch a store, and how they ended: with an active image, or with
 * nothing.
 *
 * <p>Bytes are removed only when it is sure that no image became active with them: the registry
 * answered each attempt and said no. While it is silent they stay, and so does the transfer, for
 * {@link Recovery}.
 */
final class UploadJournal {
  private static final Logger log = LoggerFactory.getLogger(UploadJournal.class);

  /** Long enough for a registry that is being restarted. */
  static final Duration PATIENCE = Duration.ofSeconds(TransferRegistry.LEASE_SECONDS / 2);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final TransferKeeper keeper;
  private final LateBytes late;
  private final Duration patience;

  /**
   * @param late sees to bytes that came when the upload was lost
   * @param patience how long a client waits for a silent registry
   */
  UploadJournal(
      ImageRegistry images,
      TransferRegistry transfers,
      TransferKeeper keeper,
      LateBytes late,
      Duration patience) {
    this.images = images;
    this.transfers = transfers;
    this.keeper = keeper;
    this.late = late;
    this.patience = patience;
  }

  /**
   * @param room that the upload needs; absent if it needs none
   * @param otherwise what the image is if no bytes come
   */
  record Wanted(
      String imageId, CheckedStore store, @Nullable Reservation room, ImageStatus otherwise) {}

  /**
   * Begins an upload. The caller closes the result, which ends the work on it here.
   *
   * @throws GlanceException.Conflict if the image is not queued
   * @throws GlanceException.LimitExceeded if there is not the room that it needs
   */
  OpenUpload begin(Wanted wanted, RequestContext caller) {
    BeginUpload upload =
        new BeginUpload(
            wanted.imageId(),
            wanted.store().backend(),
            keeper.holder(),
            wanted.room(),
            wanted.otherwise());
    Transfer transfer = transfers.beginUpload(upload, caller);
    return new OpenUpload(keeper.hold(transfer), wanted.store(), caller);
  }

  /**
   * Makes the image active with its stored bytes.
   *
   * @return the image afterwards
   * @throws GlanceException.Gone if the image was deleted meanwhile; its bytes are removed
   * @throws GlanceException.Unavailable if the registry did not answer for long
   */
  Image finish(StoredData stored, OpenUpload upload) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean answered = true;
    while (true) {
      try {
        return transfers.finishUpload(
            upload.transfer().id(),
            new FinishUpload(keeper.holder(), stored),
            Background.onBehalfOf(upload.caller()));
      } catch (GlanceException.Gone e) {
        late.takeBack(stored, upload, upload.transfer());
        throw gone(upload.imageId(), e);
      } catch (GlanceException.Unavailable e) {
        answered = false;
        if (System.nanoTime() > deadline || !pause()) {
          late.settleLater(stored, upload);
          throw e;
        }
        log.info("asking again to finish the upload of image {}", upload.imageId());
      } catch (GlanceException e) {
        Image done = done(stored, upload);
        if (done == null) {
          giveUp(stored, upload, answered);
          throw e;
        }
        return done;
      }
    }
  }

  /**
   * Ends an upload whose write failed. What has its name in the store may be a successor's by now:
   * it is removed only if the registry says that the upload is still ours. Should anything fail
   * here, the transfer stays, and with it the duty.
   */
  void abandon(OpenUpload upload, Throwable reason) {
    RequestContext self = Background.onBehalfOf(upload.caller());
    try {
      if (upload.isLost() || !keeper.isStillOurs(upload.transfer(), self)) {
        return;
      }
      if (!wroteNothing(reason)) {
        upload.store().discard(upload.imageId());
      }
      transfers.abandonUpload(upload.transfer().id(), keeper.holder(), self);
    } catch (IOException | RuntimeException e) {
      log.warn("upload of image {} is left to be cleaned up later", upload.imageId(), e);
    }
  }

  /** Ends an upload that has not touched its store. Should this fail, the transfer stays. */
  void decline(OpenUpload upload) {
    RequestContext self = Background.onBehalfOf(upload.caller());
    try {
      transfers.abandonUpload(upload.transfer().id(), keeper.holder(), self);
    } catch (RuntimeException e) {
      log.warn("upload of image {} is left to be cleaned up later", upload.imageId(), e);
    }
  }

  private static boolean wroteNothing(Throwable reason) {
    return reason instanceof StoreException.Duplicate
        || reason instanceof StoreException.Unsupported;
  }

  /**
   * The image if an attempt whose answer was lost had made it active with these bytes. Those of
   * another upload may stand at the same place.
   */
  private @Nullable Image done(StoredData stored, OpenUpload upload) {
    try {
      Image image = images.get(upload.imageId(), Background.onBehalfOf(upload.caller()));
      boolean isDone =
          stored.hashValue().equals(image.hashValue())
              && image.locations().stream().anyMatch(one -> one.url().equals(stored.url()));
      return isDone ? image : null;
    } catch (GlanceException.NotFound _) {
      return null;
    } catch (GlanceException.Unavailable e) {
      late.settleLater(stored, upload);
      throw e;
    }
  }

  /** What a lost order may still achieve is decided when the transfer runs out. */
  private void giveUp(StoredData stored, OpenUpload upload, boolean answered) {
    if (answered && isHeld(upload)) {
      late.takeBack(stored, upload, upload.transfer());
    } else {
      late.settle(stored, upload);
    }
  }

  private boolean isHeld(OpenUpload upload) {
    try {
      return keeper.isStillOurs(upload.transfer(), Background.onBehalfOf(upload.caller()));
    } catch (GlanceException.Unavailable e) {
      log.debug("no answer on the upload of image {}", upload.imageId(), e);
      return false;
    }
  }

  private static GlanceException gone(String imageId, GlanceException cause) {
    GlanceException gone =
        new GlanceException.Gone(
            ("Image %s could not be found after upload. The image may have been deleted during the"
                    + " upload, cleaning up the chunks uploaded.")
                .formatted(imageId));
    gone.initCause(cause);
    return gone;
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** An upload in work. Closing it ends nothing but the renewals of its lease. */
  record OpenUpload(Hold hold, CheckedStore store, RequestContext caller) implements AutoCloseable {

    Transfer transfer() {
      return hold.transfer();
    }

    String imageId() {
      return hold.transfer().imageId();
    }

    /** Whether somebody else cleans up after it by now. */
    boolean isLost() {
      return hold.isLost();
    }

    @Override
    public void close() {
      hold.close();
    }
  }
}
