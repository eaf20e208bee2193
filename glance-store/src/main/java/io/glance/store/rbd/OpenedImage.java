package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An image and the pool it was opened in, closed together. Used on {@link NativeThreads} only, by
 * one thread at a time: others wait, so that an image is never closed under a call that takes long.
 */
final class OpenedImage implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OpenedImage.class);

  private final RbdPool pool;
  private final RbdImage image;
  private final String name;
  private final @Nullable String snapshot;
  private final ReentrantLock inUse = new ReentrantLock();

  private OpenedImage(RbdPool pool, RbdImage image, String name, @Nullable String snapshot) {
    this.pool = pool;
    this.image = image;
    this.name = name;
    this.snapshot = snapshot;
  }

  /**
   * Opens an image for reading.
   *
   * @param pool is closed with the image, and if this fails
   * @throws CephError NOT_FOUND if there is no such image or no such snapshot
   */
  static OpenedImage forReading(RbdPool pool, String name, @Nullable String snapshot)
      throws CephError {
    try {
      return new OpenedImage(pool, pool.openReadOnly(name, snapshot), name, snapshot);
    } catch (CephError | RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** Opens an image for writing, likewise. */
  static OpenedImage forWriting(RbdPool pool, String name) throws CephError {
    try {
      return new OpenedImage(pool, pool.open(name), name, null);
    } catch (CephError | RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** Does something with the image, when nobody else does. */
  <T extends @Nullable Object> T use(Use<T> work) throws IOException {
    inUse.lock();
    try {
      return work.with(image);
    } finally {
      inUse.unlock();
    }
  }

  /** As {@link RbdPool#giveUp}: a call on the image does not come back, or takes very long. */
  void giveUp(Runnable whenStopped) {
    pool.giveUp(whenStopped);
  }

  String name() {
    return name;
  }

  /**
   * Whether all that was read until now was the image's: its snapshot goes before its bytes do.
   *
   * @throws StoreException.NotFound if not
   */
  void requireStillThere() throws IOException {
    try {
      pool.openReadOnly(name, snapshot).close();
    } catch (CephError e) {
      if (e.is(CephError.NOT_FOUND)) {
        throw new StoreException.NotFound(
            "RBD image %s was deleted while it was read".formatted(name), e);
      }
      throw e;
    }
  }

  /** Waits for all transfers. May be repeated. */
  @Override
  public void close() {
    inUse.lock();
    try {
      image.close();
    } catch (CephError e) {
      log.warn("RBD image {} could not be closed in order", name, e);
    } finally {
      pool.close();
      inUse.unlock();
    }
  }

  interface Use<T extends @Nullable Object> {
    T with(RbdImage image) throws IOException;
  }
}
