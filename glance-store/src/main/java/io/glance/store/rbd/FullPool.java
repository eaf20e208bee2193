package io.glance.store.rbd;

import java.time.Duration;

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
   * @throws CephError NO_SPACE if the pool stays full although the image is empty now
   */
  static void remove(RbdPool pool, String name) throws CephError {
    if (removes(pool, name)) {
      return;
    }
    // Asked again, as somebody may just have begun to write an image of this name.
    if (removes(pool, name)) {
      return;
    }
    empty(pool, name);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      pause();
      if (removes(pool, name)) {
        return;
      }
    }
    throw new CephError("rbd_remove", CephError.NO_SPACE);
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

  /** Gives the image's room back, which needs none. */
  private static void empty(RbdPool pool, String name) throws CephError {
    try (RbdImage image = pool.open(name)) {
      image.resize(0);
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
