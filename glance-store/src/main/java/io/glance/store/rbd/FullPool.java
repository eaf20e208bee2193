package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Removes images from pools that may be full. librbd removes by way of the trash, which needs room
 * for an entry: without it librbd removes nothing and answers that there is no such image.
 */
final class FullPool {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** As many as it takes the monitors to notice that there is room, and some more. */
  private static final int ATTEMPTS = 40;

  private FullPool() {}

  /**
   * As {@link RbdPool#remove}, after the image was emptied if that is what it takes.
   *
   * @param mayBeEmptied whether it may, by its id
   * @throws CephError if nothing was removed: NO_SPACE if the pool is full and the image may not be
   *     emptied
   * @throws StoreException.Unavailable if the image is empty now, or may be, and is there still
   */
  static void remove(RbdPool pool, String name, Predicate<String> mayBeEmptied) throws IOException {
    if (removes(pool, name)) {
      return;
    }
    // Asked again, as somebody may just have begun to write an image of this name.
    if (removes(pool, name)) {
      return;
    }
    CephError failure = new CephError("rbd_remove", CephError.NO_SPACE);
    if (!isEmptied(pool, name, mayBeEmptied)) {
      throw failure;
    }
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        pause();
        if (removes(pool, name)) {
          return;
        }
      }
    } catch (CephError e) {
      failure = e;
    }
    if (!failure.is(CephError.NOT_FOUND)) {
      throw ImageRemoval.unknown(name, failure);
    }
  }

  /**
   * Removes an image. False if librbd finds none that is there.
   *
   * @throws CephError as {@link RbdPool#remove}
   */
  private static boolean removes(RbdPool pool, String name) throws CephError {
    try {
      pool.remove(name);
      return true;
    } catch (CephError e) {
      if (!e.is(CephError.NOT_FOUND) || !isThere(pool, name)) {
        throw e;
      }
      return false;
    }
  }

  /** Gives the image's room back, which needs none, unless it may not. */
  private static boolean isEmptied(RbdPool pool, String name, Predicate<String> mayBe)
      throws IOException {
    boolean begun = false;
    try (RbdImage image = pool.open(name)) {
      if (!mayBe.test(image.id())) {
        return false;
      }
      begun = true;
      image.resize(0);
      return true;
    } catch (CephError e) {
      throw begun ? ImageRemoval.unknown(name, e) : e;
    }
  }

  private static boolean isThere(RbdPool pool, String name) throws CephError {
    try {
      pool.openReadOnly(name, null).close();
      return true;
    } catch (CephError e) {
      if (e.is(CephError.NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these threads", e);
    }
  }
}
