package io.glance.store.rbd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Ceph cluster. It is used by those who {@linkplain #enter entered} and not yet
 * {@linkplain #leave left}, and is shut down when it was {@linkplain #retire retired} and they have
 * all left. Calls are made on {@link NativeThreads} only. Thread-safe.
 *
 * <p>Some may be stuck: librbd never answers certain calls after the cluster, or its operator, has
 * cut the connection at the wrong moment. They cannot leave, and go on being watchers of their
 * images. When all who have not left are stuck, the connection is to be shut out of the cluster.
 */
final class Cluster {
  private static final int LONGEST_ANSWER = 4096;
  private static final int OUT_SECONDS = 3600;

  private final LibRados rados;
  private final MemorySegment handle;
  private final List<Runnable> stuck = new ArrayList<>();
  private int users;
  private boolean retired;
  private boolean shutDown;
  private boolean givenUp;

  private Cluster(LibRados rados, MemorySegment handle) {
    this.rados = rados;
    this.handle = handle;
  }

  /**
   * A connection that is configured and not yet made.
   *
   * @param user without {@code client.}; if absent librados's own choice, {@code admin}
   * @param configuration path of ceph.conf; if absent it is looked for where Ceph does
   */
  static Cluster configured(LibRados rados, @Nullable String user, @Nullable String configuration)
      throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ValueLayout.ADDRESS);
      if (user == null) {
        rados.create().call(address, MemorySegment.NULL);
      } else {
        MemorySegment ceph = arena.allocateFrom("ceph");
        MemorySegment name = arena.allocateFrom("client." + user);
        rados.createNamed().call(address, ceph, name, 0L);
      }
      Cluster cluster = new Cluster(rados, address.get(ValueLayout.ADDRESS, 0));
      try {
        cluster.read(configuration);
        return cluster;
      } catch (CephError e) {
        cluster.retire();
        throw e;
      }
    }
  }

  void set(Map<String, String> options) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      for (Map.Entry<String, String> option : options.entrySet()) {
        MemorySegment name = arena.allocateFrom(option.getKey());
        rados.setOption().call(handle, name, arena.allocateFrom(option.getValue()));
      }
    }
  }

  /**
   * The value of an option of ceph.conf or, once connected, of the cluster; empty if it has none.
   */
  Optional<String> option(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(LONGEST_ANSWER);
      rados.getOption().call(handle, arena.allocateFrom(name), value, (long) LONGEST_ANSWER);
      return Optional.of(value.getString(0)).filter(text -> !text.isEmpty());
    } catch (CephError _) {
      return Optional.empty();
    }
  }

  /** Waits for {@code client_mount_timeout} seconds at most. */
  void connect() throws CephError {
    rados.connect().call(handle);
  }

  String fsid() throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(LONGEST_ANSWER);
      rados.fsid().call(handle, text, (long) LONGEST_ANSWER);
      return text.getString(0);
    }
  }

  /**
   * Opens a pool, whose calls fail when it is full instead of waiting until it is not. The caller
   * has entered, and closes the pool before leaving.
   *
   * @throws CephError NOT_FOUND if there is none
   */
  MemorySegment openPool(String name) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ValueLayout.ADDRESS);
      rados.openPool().call(handle, arena.allocateFrom(name), address);
      MemorySegment pool = address.get(ValueLayout.ADDRESS, 0);
      rados.failWhenFull().run(pool);
      return pool;
    }
  }

  void closePool(MemorySegment pool) {
    rados.closePool().run(pool);
  }

  /** Whether the caller may use it, and has to leave later: it may be retired by now. */
  synchronized boolean enter() {
    if (retired) {
      return false;
    }
    users++;
    return true;
  }

  /** One who entered cannot leave, and wants to know when the connection was given up. */
  synchronized void stick(Runnable whenGivenUp) {
    if (givenUp) {
      whenGivenUp.run();
    } else {
      stuck.add(whenGivenUp);
    }
  }

  /**
   * Those who are stuck, if it is retired and nobody else uses it; then they are answered once. The
   * caller shuts the connection out, and tells them. He has entered then, and leaves: those who are
   * stuck may come back at any time, and the last who leaves ends the connection.
   */
  synchronized List<Runnable> giveUp() {
    if (givenUp || !retired || stuck.isEmpty() || stuck.size() < users) {
      return List.of();
    }
    givenUp = true;
    users++;
    return List.copyOf(stuck);
  }

  /**
   * What the cluster knows this client by.
   *
   * @return host, port and number
   */
  @SuppressWarnings("restricted") // the library says how long the text is
  String addresses() throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ValueLayout.ADDRESS);
      rados.addresses().call(handle, address);
      MemorySegment text = address.get(ValueLayout.ADDRESS, 0);
      try {
        return text.reinterpret(LONGEST_ANSWER).getString(0);
      } finally {
        rados.freeText().run(text);
      }
    }
  }

  /**
   * Takes another client's watches from it, and refuses all it does for an hour.
   *
   * @throws CephError DENIED if this client may not
   */
  void shutOut(String addresses) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      rados.shutOut().call(handle, arena.allocateFrom(addresses), OUT_SECONDS);
    }
  }

  void leave() {
    leave(null);
  }

  /**
   * @param noLongerStuck what was given to {@link #stick}, if anything
   */
  void leave(@Nullable Runnable noLongerStuck) {
    boolean last;
    synchronized (this) {
      stuck.remove(noLongerStuck);
      users--;
      last = isToBeShutDown();
    }
    if (last) {
      rados.shutdown().run(handle);
    }
  }

  /** Lets nobody enter any more. */
  void retire() {
    boolean unused;
    synchronized (this) {
      retired = true;
      unused = isToBeShutDown();
    }
    if (unused) {
      rados.shutdown().run(handle);
    }
  }

  private synchronized boolean isToBeShutDown() {
    if (!retired || users > 0 || shutDown) {
      return false;
    }
    shutDown = true;
    return true;
  }

  private void read(@Nullable String configuration) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path =
          configuration == null ? MemorySegment.NULL : arena.allocateFrom(configuration);
      rados.readConfiguration().call(handle, path);
    }
  }
}
