package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.time.Duration;
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
  private final Duration patience;

  /**
   * @param patience how long a client waits for a silent registry
   */
  UploadJournal(
      ImageRegistry images, TransferRegistry transfers, TransferKeeper keeper, Duration patience) {
    this.images = images;
    this.transfers = transfers;
    this.keeper = keeper;
    this.patience = patience;
  }

  /**
   * Begins an upload. The caller closes the result, which ends the work on it here.
   *
   * @throws GlanceException.Conflict if the image is not queued
   */
  OpenUpload begin(String imageId, CheckedStore store, RequestContext caller) {
    Transfer transfer =
        transfers.beginUpload(new BeginUpload(imageId, store.backend(), keeper.holder()), caller);
    return new OpenUpload(keeper.hold(transfer), store, caller);
  }

  /**
   * Makes the image active with its stored bytes.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile; its bytes are removed
   * @throws GlanceException.Unavailable if the registry did not answer for long
   */
  void finish(StoredData stored, OpenUpload upload) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean answered = true;
    while (true) {
      try {
        transfers.finishUpload(
            upload.transfer().id(),
            new FinishUpload(keeper.holder(), stored),
            Background.onBehalfOf(upload.caller()));
        return;
      } catch (GlanceException.Gone e) {
        takeBack(stored, upload);
        throw gone(upload.imageId(), e);
      } catch (GlanceException.Unavailable e) {
        answered = false;
        if (System.nanoTime() > deadline || !pause()) {
          throw e;
        }
        log.info("asking again to finish the upload of image {}", upload.imageId());
      } catch (GlanceException e) {
        if (!isDone(stored, upload)) {
          giveUp(stored, upload, answered);
          throw e;
        }
        return;
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

  private static boolean wroteNothing(Throwable reason) {
    return reason instanceof StoreException.Duplicate
        || reason instanceof StoreException.Unsupported;
  }

  /** Whether an attempt whose answer was lost had made the image active. */
  private boolean isDone(StoredData stored, OpenUpload upload) {
    try {
      Image image = images.get(upload.imageId(), Background.onBehalfOf(upload.caller()));
      return image.locations().stream().anyMatch(location -> location.url().equals(stored.url()));
    } catch (GlanceException.NotFound _) {
      return false;
    }
  }

  private void giveUp(StoredData stored, OpenUpload upload, boolean answered) {
    if (!answered) {
      log.warn("upload of image {} is left to be cleaned up later", upload.imageId());
    } else if (keeper.isStillOurs(upload.transfer(), Background.onBehalfOf(upload.caller()))) {
      takeBack(stored, upload);
    } else {
      takeBackAsNewHolder(stored, upload);
    }
  }

  private void takeBack(StoredData stored, OpenUpload upload) {
    takeBack(stored, upload, upload.transfer());
  }

  private void takeBack(StoredData stored, OpenUpload upload, Transfer transfer) {
    RequestContext self = Background.onBehalfOf(upload.caller());
    try {
      delete(stored, upload);
      transfers.abandonUpload(transfer.id(), keeper.holder(), self);
    } catch (IOException | RuntimeException e) {
      log.warn("upload of image {} is left to be cleaned up later", transfer.imageId(), e);
    }
  }

  /**
   * Somebody took the upload for dead and cleaned up, perhaps before the last byte was here. Only a
   * holder may remove bytes, so this becomes one again, unless the image is in other hands.
   */
  private void takeBackAsNewHolder(StoredData stored, OpenUpload upload) {
    Transfer lost = upload.transfer();
    try {
      Transfer again =
          transfers.beginUpload(
              new BeginUpload(lost.imageId(), upload.store().backend(), keeper.holder()),
              Background.onBehalfOf(upload.caller()));
      takeBack(stored, upload, again);
    } catch (GlanceException.NotFound _) {
      deleteOfDeletedImage(stored, upload);
    } catch (GlanceException.Conflict e) {
      log.warn("image {} has other data by now", lost.imageId(), e);
    }
  }

  private static void deleteOfDeletedImage(StoredData stored, OpenUpload upload) {
    try {
      delete(stored, upload);
    } catch (IOException e) {
      log.error("bytes of deleted image {} are left in the store", upload.imageId(), e);
    }
  }

  private static void delete(StoredData stored, OpenUpload upload) throws IOException {
    try {
      upload.store().delete(new StoreLocation(stored.url()));
    } catch (StoreException.NotFound e) {
      log.debug("nothing to remove of image {}", upload.imageId(), e);
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
