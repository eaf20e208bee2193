package io.glance.api.imagedata;

import io.glance.api.imagedata.UploadService.Held;
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
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes stored bytes those of an active image, or takes them back.
 *
 * <p>Bytes are removed only when it is sure that no image became active with them: the registry
 * answered each attempt and said no. While it is silent they stay, and so does the transfer, for
 * {@link Recovery}.
 */
final class UploadFinish {
  private static final Logger log = LoggerFactory.getLogger(UploadFinish.class);

  /** How long a client waits for a registry that is being restarted. */
  private static final Duration PATIENCE = Duration.ofSeconds(TransferRegistry.LEASE_SECONDS / 2);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final TransferKeeper keeper;

  UploadFinish(ImageRegistry images, TransferRegistry transfers, TransferKeeper keeper) {
    this.images = images;
    this.transfers = transfers;
    this.keeper = keeper;
  }

  /**
   * @throws GlanceException.Gone if the image was deleted meanwhile; its bytes are removed
   * @throws GlanceException.Unavailable if the registry did not answer for long
   */
  void finish(StoredData stored, Held held) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean answered = true;
    while (true) {
      try {
        transfers.finishUpload(
            held.hold().transfer().id(),
            new FinishUpload(keeper.holder(), stored),
            Background.onBehalfOf(held.caller()));
        return;
      } catch (GlanceException.Gone e) {
        takeBack(stored, held);
        throw gone(held.hold().transfer().imageId(), e);
      } catch (GlanceException.Unavailable e) {
        answered = false;
        if (System.nanoTime() > deadline || !pause()) {
          throw e;
        }
        log.info("asking again to finish the upload of image {}", imageId(held), e);
      } catch (GlanceException e) {
        if (!isDone(stored, held)) {
          giveUp(stored, held, answered);
          throw e;
        }
        return;
      }
    }
  }

  /** Whether an attempt whose answer was lost had made the image active. */
  private boolean isDone(StoredData stored, Held held) {
    try {
      Image image = images.get(imageId(held), Background.onBehalfOf(held.caller()));
      return image.locations().stream().anyMatch(location -> location.url().equals(stored.url()));
    } catch (GlanceException.NotFound _) {
      return false;
    }
  }

  private void giveUp(StoredData stored, Held held, boolean answered) {
    if (!answered) {
      log.warn("upload of image {} is left to be cleaned up later", imageId(held));
    } else if (keeper.isStillOurs(held.hold().transfer(), held.caller())) {
      takeBack(stored, held);
    } else {
      takeBackAsNewHolder(stored, held);
    }
  }

  private void takeBack(StoredData stored, Held held) {
    takeBack(stored, held, held.hold().transfer());
  }

  private void takeBack(StoredData stored, Held held, Transfer transfer) {
    RequestContext self = Background.onBehalfOf(held.caller());
    try {
      delete(stored, held);
      transfers.abandonUpload(transfer.id(), keeper.holder(), self);
    } catch (IOException | RuntimeException e) {
      log.warn("upload of image {} is left to be cleaned up later", transfer.imageId(), e);
    }
  }

  /**
   * Somebody took the upload for dead and cleaned up, perhaps before the last byte was here. Only a
   * holder may remove bytes, so this becomes one again, unless the image is in other hands.
   */
  private void takeBackAsNewHolder(StoredData stored, Held held) {
    Transfer lost = held.hold().transfer();
    try {
      Transfer again =
          transfers.beginUpload(
              new BeginUpload(lost.imageId(), held.store().backend(), keeper.holder()),
              Background.onBehalfOf(held.caller()));
      takeBack(stored, held, again);
    } catch (GlanceException.NotFound _) {
      deleteOfDeletedImage(stored, held);
    } catch (GlanceException.Conflict e) {
      log.warn("image {} has other data by now", lost.imageId(), e);
    }
  }

  private static void deleteOfDeletedImage(StoredData stored, Held held) {
    try {
      delete(stored, held);
    } catch (IOException e) {
      log.error("bytes of deleted image {} are left in the store", imageId(held), e);
    }
  }

  private static void delete(StoredData stored, Held held) throws IOException {
    try {
      held.store().delete(new StoreLocation(stored.url()));
    } catch (StoreException.NotFound e) {
      log.debug("nothing to remove of image {}", imageId(held), e);
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

  private static String imageId(Held held) {
    return held.hold().transfer().imageId();
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
}
