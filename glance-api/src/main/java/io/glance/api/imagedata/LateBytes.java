package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.imagedata.UploadJournal.OpenUpload;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.NewLocation;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginStray;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back bytes that no image became active with, also those that came so late that somebody had
 * taken their upload for dead and cleaned up. Nobody else knows of these, and while they have the
 * image's name no other upload can end well. Thread-safe.
 *
 * <p>Only a holder may remove bytes, so this becomes one again: of the upload while the image waits
 * for one, else of a {@linkplain TransferRegistry#beginStray stray}. As long as the registry is
 * silent or other work on the image goes on, it waits.
 */
public final class LateBytes {
  private static final Logger log = LoggerFactory.getLogger(LateBytes.class);

  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final TransferKeeper keeper;
  private final Queue<Late> waiting = new ConcurrentLinkedQueue<>();

  private record Late(StoredData stored, OpenUpload upload) {
    String imageId() {
      return upload.imageId();
    }
  }

  LateBytes(ImageRegistry images, TransferRegistry transfers, TransferKeeper keeper) {
    this.images = images;
    this.transfers = transfers;
    this.keeper = keeper;
  }

  /** Removes the bytes of an upload that is held, and ends it. */
  void takeBack(StoredData stored, OpenUpload upload, Transfer held) {
    try {
      delete(stored, upload);
      transfers.abandonUpload(held.id(), keeper.holder(), Background.onBehalfOf(upload.caller()));
    } catch (IOException | RuntimeException e) {
      log.warn("upload of image {} is left to be cleaned up later", held.imageId(), e);
    }
  }

  /**
   * Sees to it, if need be later, that the bytes of work that may be lost are somebody's.
   *
   * @param hold on the image that the bytes were for
   * @param store that has them
   */
  public void settle(StoredData stored, Hold hold, CheckedStore store, RequestContext caller) {
    settle(stored, new OpenUpload(hold, store, caller));
  }

  /** Sees to it, if need be later, that the bytes of an upload that may be lost are somebody's. */
  void settle(StoredData stored, OpenUpload upload) {
    Late late = new Late(stored, upload);
    if (!isSettled(late)) {
      waiting.add(late);
    }
  }

  /** As {@link #settle}, but asks nobody now. */
  void settleLater(StoredData stored, OpenUpload upload) {
    waiting.add(new Late(stored, upload));
  }

  /**
   * Tries again what had to wait. For one thread.
   *
   * @return whether nothing has to wait any more
   */
  boolean pass() {
    waiting.removeIf(this::isSettled);
    return waiting.isEmpty();
  }

  private boolean isSettled(Late late) {
    RequestContext self = Background.onBehalfOf(late.upload.caller());
    try {
      if (keeper.isStillOurs(late.upload.transfer(), self)) {
        log.warn("upload of image {} is left to be cleaned up later", late.imageId());
        return true;
      }
      BeginUpload again =
          new BeginUpload(late.imageId(), late.upload.store().backend(), keeper.holder());
      takeBack(late.stored, late.upload, transfers.beginUpload(again, self));
      return true;
    } catch (GlanceException.NotFound | GlanceException.Conflict _) {
      return isRemovedAsStray(late, self);
    } catch (RuntimeException e) {
      log.info("cannot take back the bytes of image {} yet: {}", late.imageId(), e.toString());
      return false;
    }
  }

  /** The image went on without these bytes: they are written down as nobody's, and go. */
  private boolean isRemovedAsStray(Late late, RequestContext self) {
    try {
      if (isAtLocation(late, self)) {
        log.info("image {} went on without an upload that was late", late.imageId());
        return true;
      }
      NewLocation bytes = new NewLocation(late.stored.url(), late.stored.metadata());
      remove(
          transfers.beginStray(new BeginStray(late.imageId(), bytes, keeper.holder()), self),
          late,
          self);
      return true;
    } catch (GlanceException.NotFound _) {
      return isDeletedOfUnknownImage(late);
    } catch (RuntimeException e) {
      log.debug("the bytes of image {} have to wait", late.imageId(), e);
      return false;
    }
  }

  /** Whatever a location leads to stays, and stands in nobody's way. */
  private boolean isAtLocation(Late late, RequestContext self) {
    StoreLocation place = new StoreLocation(late.stored.url());
    try {
      return images.get(late.imageId(), self).locations().stream()
          .map(ImageLocation::url)
          .filter(url -> url.indexOf("://") > 0)
          .map(StoreLocation::new)
          .filter(location -> location.scheme().equals(place.scheme()))
          .anyMatch(late.upload.store()::owns);
    } catch (GlanceException.NotFound _) {
      return false;
    }
  }

  private void remove(Transfer stray, Late late, RequestContext self) {
    try (Hold _ = keeper.hold(stray)) {
      delete(late.stored, late.upload);
      transfers.finishStray(stray.id(), keeper.holder(), self);
      log.info("removed bytes of image {} that had come too late", late.imageId());
    } catch (IOException | RuntimeException e) {
      log.warn("late bytes of image {} are left to be cleaned up later", late.imageId(), e);
    }
  }

  private static boolean isDeletedOfUnknownImage(Late late) {
    try {
      delete(late.stored, late.upload);
      return true;
    } catch (IOException | RuntimeException e) {
      log.warn("bytes of deleted image {} are left in the store", late.imageId(), e);
      return false;
    }
  }

  private static void delete(StoredData stored, OpenUpload upload) throws IOException {
    try {
      upload.store().delete(new StoreLocation(stored.url()));
    } catch (StoreException.NotFound e) {
      log.debug("nothing to remove of image {}", upload.imageId(), e);
    }
  }
}
