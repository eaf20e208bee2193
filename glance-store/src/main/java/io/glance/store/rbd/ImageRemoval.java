package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes one image, in the order in which nobody sees a part: the snapshot first. Used once.
 * Source: glance_store/_drivers/rbd.py, _delete_image.
 */
final class ImageRemoval {
  private static final Logger log = LoggerFactory.getLogger(ImageRemoval.class);

  private final RbdPool pool;
  private final String name;

  /** Whether something was changed, or may have been, and was not made good. */
  private boolean begun;

  private ImageRemoval(RbdPool pool, String name) {
    this.pool = pool;
    this.name = name;
  }

  /**
   * Removes an image with a snapshot. Other snapshots, and clones that need no protected one, send
   * it to the trash.
   *
   * @param snapshot that goes with it, if there is one of this name
   * @throws CephError if the image is as it was: NOT_FOUND if there is none; BUSY if it has clones,
   *     or somebody has it open
   * @throws StoreException.Unavailable if it may be gone, or half gone; also if it has no such
   *     snapshot and somebody has it open: he writes it, or removes it, or has died doing so
   */
  static void remove(RbdPool pool, String name, @Nullable String snapshot) throws IOException {
    ImageRemoval removal = new ImageRemoval(pool, name);
    try {
      removal.remove(snapshot);
    } catch (CephError e) {
      if (!removal.begun) {
        throw e;
      }
      if (!e.is(CephError.NOT_FOUND)) {
        throw unknown(name, e);
      }
      log.info("RBD image {} was removed by somebody else meanwhile", name);
    }
  }

  /** Of a removal of which nobody knows how far it came. */
  static StoreException.Unavailable unknown(String name, CephError error) {
    return new StoreException.Unavailable(
        "RBD image %s could not be removed whole".formatted(name), error);
  }

  private void remove(@Nullable String snapshot) throws IOException {
    boolean hadSnapshot = snapshot != null && removeSnapshot(snapshot);
    try {
      removeImage();
    } catch (CephError e) {
      if (snapshot == null || !e.is(CephError.BUSY)) {
        throw e;
      }
      if (!hadSnapshot) {
        throw new StoreException.Unavailable(
            "RBD image %s is not whole, and somebody has it open".formatted(name), e);
      }
      restoreSnapshot(snapshot);
      throw e;
    }
  }

  private void removeImage() throws IOException {
    try {
      FullPool.remove(pool, name, _ -> true);
    } catch (CephError e) {
      if (!e.is(CephError.NOT_EMPTY)) {
        begun |= !e.is(CephError.BUSY) && !e.is(CephError.NOT_FOUND);
        throw e;
      }
      moveToTrash();
    }
  }

  private void moveToTrash() throws CephError {
    try {
      pool.moveToTrash(name);
      log.warn("RBD image {} has snapshots left and was moved to the trash", name);
    } catch (CephError e) {
      begun |= !e.is(CephError.BUSY);
      throw e;
    }
  }

  /**
   * @return whether it was there, in an image that is there
   */
  private boolean removeSnapshot(String snapshot) throws CephError {
    try (RbdImage image = pool.open(name)) {
      boolean wasProtected = unprotect(image, snapshot);
      begun = true;
      try {
        image.removeSnapshot(snapshot);
        return true;
      } catch (CephError e) {
        boolean refused = e.is(CephError.BUSY) || e.isRefusal();
        if (refused && wasProtected) {
          image.protectSnapshot(snapshot);
        }
        begun = !refused && !e.is(CephError.NOT_FOUND);
        throw e;
      }
    } catch (CephError e) {
      if (!begun && e.is(CephError.NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * @return whether it was protected
   */
  private boolean unprotect(RbdImage image, String snapshot) throws CephError {
    try {
      image.unprotectSnapshot(snapshot);
      return true;
    } catch (CephError e) {
      if (e.is(CephError.INVALID)) {
        return false;
      }
      begun = e.isOfTheConnection();
      throw e;
    }
  }

  /** Nothing but the snapshot was removed. */
  private void restoreSnapshot(String snapshot) {
    try (RbdImage image = pool.open(name)) {
      image.createSnapshot(snapshot);
      image.protectSnapshot(snapshot);
      begun = false;
    } catch (CephError e) {
      log.error(
          "RBD image {} could not be deleted, and has lost its snapshot {}: it will be removed when"
              + " nobody has it open",
          name,
          snapshot,
          e);
    }
  }
}
