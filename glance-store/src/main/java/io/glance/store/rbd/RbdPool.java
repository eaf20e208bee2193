package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pool of images, opened for one piece of work over the store's connection. Used on {@link
 * NativeThreads} only, by one thread at a time.
 */
final class RbdPool implements AutoCloseable {
  private static final String DEFAULT_FEATURES = "rbd_default_features";

  private final LibRbd rbd;
  private final ClusterConnection connection;
  private final Cluster cluster;
  private final MemorySegment handle;
  private @Nullable Runnable whenGivenUp;
  private boolean broken;
  private boolean closed;

  private RbdPool(LibRbd rbd, ClusterConnection connection, Cluster cluster, MemorySegment handle) {
    this.rbd = rbd;
    this.connection = connection;
    this.cluster = cluster;
    this.handle = handle;
  }

  /**
   * @throws StoreException.Unavailable if there is no such pool, or no connection
   */
  static RbdPool open(LibRbd rbd, ClusterConnection connection, String name) throws IOException {
    Cluster cluster = connection.enter();
    try {
      return new RbdPool(rbd, connection, cluster, cluster.openPool(name));
    } catch (CephError e) {
      if (e.isOfTheConnection()) {
        connection.replace(cluster);
      }
      cluster.leave();
      throw e.is(CephError.NOT_FOUND) ? ConnectionErrors.ofMissingPool(e, name) : e;
    }
  }

  String fsid() throws CephError {
    return cluster.fsid();
  }

  /** What new images of the cluster can do, as bits. */
  long defaultFeatures() {
    Optional<Long> features = cluster.option(DEFAULT_FEATURES).map(Long::parseLong);
    return features.filter(bits -> bits != 0).orElse(LibRbd.LAYERING);
  }

  /**
   * @param size bytes
   * @param order of the RADOS objects' size in bytes
   * @throws CephError EXISTS if there is one of this name, whole or not
   */
  void create(String name, long size, int order, long features) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ValueLayout.ADDRESS);
      rbd.createOptions().run(address);
      MemorySegment options = address.get(ValueLayout.ADDRESS, 0);
      try {
        rbd.setOption().call(options, LibRbd.FORMAT, LibRbd.FORMAT_TWO);
        rbd.setOption().call(options, LibRbd.FEATURES, features);
        rbd.setOption().call(options, LibRbd.ORDER, (long) order);
        call(rbd.create(), handle, arena.allocateFrom(name), size, options);
      } finally {
        rbd.destroyOptions().run(options);
      }
    }
  }

  /** The names of all images, also of those that are half made. */
  List<String> names() throws CephError {
    return ImageNames.in(this, rbd.names(), handle);
  }

  /**
   * Opens for writing: nobody removes the image meanwhile. Closed before the pool.
   *
   * @throws CephError NOT_FOUND if there is none
   */
  RbdImage open(String name) throws CephError {
    return open(rbd.open(), name, null);
  }

  /**
   * Opens for reading, which disturbs nobody who removes it. Closed before the pool.
   *
   * @param snapshot what to read, if not the image itself
   * @throws CephError NOT_FOUND if there is no such image or no such snapshot
   */
  RbdImage openReadOnly(String name, @Nullable String snapshot) throws CephError {
    return open(rbd.openReadOnly(), name, snapshot);
  }

  /**
   * Removes an image, also one that was half made or half removed.
   *
   * @throws CephError NOT_FOUND, NOT_EMPTY if it has snapshots, BUSY if somebody has it open, or
   *     had it until he died half a minute ago; then nothing was removed
   */
  void remove(String name) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      call(rbd.remove(), handle, arena.allocateFrom(name));
    }
  }

  /**
   * Takes the name from an image, which stays until nobody depends on it.
   *
   * @throws CephError BUSY if somebody has it open
   */
  void moveToTrash(String name) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      call(rbd.moveToTrash(), handle, arena.allocateFrom(name), 0L);
    }
  }

  /** Calls, and remembers whether that showed the connection to be broken. */
  long call(NativeFunction function, Object... arguments) throws CephError {
    try {
      return function.call(arguments);
    } catch (CephError e) {
      broken |= e.isOfTheConnection();
      throw e;
    }
  }

  /**
   * A call of somebody who works in this pool does not come back. From another thread than his.
   *
   * @param whenStopped run when nothing that he does changes anything in the pool any more; not if
   *     the call does come back first, as the pool is then closed
   */
  void giveUp(Runnable whenStopped) {
    synchronized (this) {
      if (closed || whenGivenUp != null) {
        return;
      }
      whenGivenUp = whenStopped;
      cluster.stick(whenStopped);
    }
    connection.replace(cluster);
    connection.giveUp(cluster);
  }

  /** After all that was opened in it. May be repeated. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (broken) {
      connection.replace(cluster);
    }
    cluster.closePool(handle);
    cluster.leave(whenGivenUp);
    connection.giveUp(cluster);
  }

  private RbdImage open(NativeFunction opener, String name, @Nullable String snapshot)
      throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ValueLayout.ADDRESS);
      MemorySegment version = snapshot == null ? MemorySegment.NULL : arena.allocateFrom(snapshot);
      call(opener, handle, arena.allocateFrom(name), address, version);
      return new RbdImage(rbd, this, address.get(ValueLayout.ADDRESS, 0));
    }
  }
}
