package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes images, in the order in which nobody sees a part: the snapshot first. Source:
 * glance_store/_drivers/rbd.py, _delete_image.
 */
final class ImageRemoval {
  private static final Logger log = LoggerFactory.getLogger(ImageRemoval.class);

  private ImageRemoval() {}

  /**
   * Removes an image with a snapshot. Other snapshots, and clones that need no protected one, send
   * it to the trash.
   *
   * @param snapshot that goes with it, if there is one of this name
   * @throws CephError NOT_FOUND if there is no such image; BUSY if it has clones, or somebody has
   *     it open: then it is as it was
   * @throws StoreException.Unavailable if it has no such snapshot and somebody has it open: he
   *     writes it, or removes it, or has died doing so
   */
  static void remove(RbdPool pool, String name, @Nullable String snapshot) throws IOException {
    if (snapshot == null) {
      removeImage(pool, name);
      return;
    }
    boolean hadSnapshot = removeSnapshot(pool, name, snapshot);
    try {
      removeImage(pool, name);
    } catch (CephError e) {
      if (!e.is(CephError.BUSY)) {
        throw e;
      }
      if (!hadSnapshot) {
        throw new StoreException.Unavailable(
            "RBD image %s is not whole, and somebody has it open".formatted(name), e);
      }
      restoreSnapshot(pool, name, snapshot);
      throw e;
    }
  }

  private static void removeImage(RbdPool pool, String name) throws CephError {
    try {
      FullPool.remove(pool, name);
    } catch (CephError e) {
      if (!e.is(CephError.NOT_EMPTY)) {
        throw e;
      }
      pool.moveToTrash(name);
      log.warn("RBD image {} has snapshots left and was moved to the trash", name);
    }
  }

  /**
   * @return whether it was there, in an image that is there
   */
  private static boolean removeSnapshot(RbdPool pool, String name, String snapshot)
      throws CephError {
    try (RbdImage image = pool.open(name)) {
      boolean wasProtected = unprotect(image, snapshot);
      try {
        image.removeSnapshot(snapshot);
        return true;
      } catch (CephError e) {
        if (wasProtected && e.is(CephError.BUSY)) {
          image.protectSnapshot(snapshot);
        }
        throw e;
      }
    } catch (CephError e) {
      if (e.is(CephError.NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean unprotect(RbdImage image, String snapshot) throws CephError {
    try {
      image.unprotectSnapshot(snapshot);
      return true;
    } catch (CephError e) {
      if (e.is(CephError.INVALID)) {
        return false;
      }
      throw e;
    }
  }

  /** Nothing but the snapshot was removed. */
  private static void restoreSnapshot(RbdPool pool, String name, String snapshot) {
    try (RbdImage image = pool.open(name)) {
      image.createSnapshot(snapshot);
      image.protectSnapshot(snapshot);
    } catch (CephError e) {
      log.error(
          "RBD image {} could not be deleted, and has lost its snapshot {}: make and protect it"
              + " again, or remove the image",
          name,
          snapshot,
          e);
    }
  }
}
