package io.glance.store.rbd;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the image that a failed write made, and no other: a writer that stood still for long may
 * find its successor's under the name. What is removed by name alone is never whole: librbd removes
 * no image that has a snapshot, and none that somebody has open.
 */
final class TakingBack {
  private static final Logger log = LoggerFactory.getLogger(TakingBack.class);

  private TakingBack() {}

  /**
   * @param id the image's own; absent if it was not learnt before the write failed
   * @throws CephError if it may be there still
   */
  static void remove(RbdPool pool, String name, @Nullable String id) throws IOException {
    try {
      if (id != null && !isWithoutSnapshot(pool, name, id)) {
        log.info("RBD image {} is another writer's by now and stays", name);
        return;
      }
      FullPool.remove(pool, name, found -> Objects.equals(found, id));
    } catch (CephError e) {
      if (!e.is(CephError.NOT_FOUND)) {
        throw e;
      }
    }
  }

  /** Removes the own image's snapshot, if it got that far. False if the image is another one. */
  private static boolean isWithoutSnapshot(RbdPool pool, String name, String id) throws CephError {
    try (RbdImage image = pool.open(name)) {
      if (!image.id().equals(id)) {
        return false;
      }
      removeSnapshot(image);
      return true;
    } catch (CephError e) {
      if (e.is(CephError.NOT_FOUND)) {
        return true;
      }
      throw e;
    }
  }

  private static void removeSnapshot(RbdImage image) throws CephError {
    try {
      image.unprotectSnapshot(RbdStore.SNAPSHOT);
    } catch (CephError e) {
      if (!e.is(CephError.INVALID)) {
        throw e;
      }
    }
    image.removeSnapshot(RbdStore.SNAPSHOT);
  }
}
