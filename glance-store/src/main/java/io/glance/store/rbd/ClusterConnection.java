package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of a store to its cluster: made when it is first needed, and again when it was
 * found broken. Those who need it while it is being made wait for the same attempt and fail with
 * it. Used on {@link NativeThreads} only. Thread-safe.
 */
final class ClusterConnection {
  private static final Logger log = LoggerFactory.getLogger(ClusterConnection.class);

  private static final List<String> TIMEOUTS =
      List.of("client_mount_timeout", "rados_mon_op_timeout", "rados_osd_op_timeout");

  /** Bytes pass once, so a cache costs time; and a buffer is not touched while it is written. */
  private static final Map<String, String> FOR_STREAMS =
      Map.of("rbd_cache", "false", "rbd_disable_zero_copy_writes", "false");

  /** Between attempts to reach the cluster. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final LibRados rados;
  private final RbdStoreProperties options;
  private final AtomicReference<@Nullable FutureTask<Cluster>> attempt = new AtomicReference<>();
  private volatile @Nullable String fsid;

  ClusterConnection(LibRados rados, RbdStoreProperties options) {
    this.rados = rados;
    this.options = options;
  }

  /**
   * The cluster, entered: the caller leaves it.
   *
   * @throws StoreException.Unavailable if it cannot be reached, or refuses the user
   */
  Cluster enter() throws IOException {
    while (true) {
      FutureTask<Cluster> current = attempt();
      current.run();
      Cluster cluster = await(current);
      if (cluster.enter()) {
        return cluster;
      }
      forget(current);
    }
  }

  /** The next to enter gets another connection; those who use this one may go on. */
  void replace(Cluster cluster) {
    log.warn("The connection to the Ceph cluster is of no use any more and is made again");
    cluster.retire();
  }

  /**
   * Shuts a connection out of the cluster if all who still use it are stuck: their watches and
   * locks are free then, and nothing they may do later has an effect. Does not wait for it.
   */
  void giveUp(Cluster cluster) {
    List<Runnable> stuck = cluster.giveUp();
    if (stuck.isEmpty()) {
      return;
    }
    log.warn(
        "{} calls to the Ceph cluster do not come back: their connection is shut out, and its"
            + " memory lost until this service starts again",
        stuck.size());
    Thread.ofPlatform()
        .daemon()
        .name("rbd-shut-out")
        .start(() -> {
          try {
            while (!isShutOut(cluster)) {
              pause();
            }
            stuck.forEach(Runnable::run);
          } finally {
            cluster.leave();
          }
        });
  }

  /** Whether it is, or cannot be. */
  private boolean isShutOut(Cluster cluster) {
    try {
      Cluster other = enter();
      try {
        other.shutOut(cluster.addresses());
      } catch (CephError e) {
        if (!e.isOfTheConnection()) {
          throw e;
        }
        replace(other);
        return false;
      } finally {
        other.leave();
      }
      return true;
    } catch (StoreException.Unavailable _) {
      return false;
    } catch (IOException | RuntimeException e) {
      log.warn("A connection could not be shut out of the Ceph cluster", e);
      return true;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these threads", e);
    }
  }

  /** The cluster's id, if it is known by now: from ceph.conf, or because it was asked. */
  @Nullable String fsid() {
    return fsid;
  }

  /** Reads ceph.conf without connecting. */
  void readFsid() throws CephError {
    Cluster cluster = configured();
    try {
      cluster.option("fsid").filter(id -> !id.matches("[0-]+")).ifPresent(id -> fsid = id);
    } finally {
      cluster.retire();
    }
  }

  private Cluster connect() throws CephError {
    Cluster cluster = configured();
    try {
      cluster.set(FOR_STREAMS);
      setTimeouts(cluster);
      cluster.connect();
      fsid = cluster.fsid();
      return cluster;
    } catch (CephError | RuntimeException e) {
      cluster.retire();
      throw e;
    }
  }

  private Cluster configured() throws CephError {
    return Cluster.configured(rados, options.user(), options.configuration());
  }

  private void setTimeouts(Cluster cluster) throws CephError {
    for (String timeout : TIMEOUTS) {
      double seconds = cluster.option(timeout).map(Double::parseDouble).orElse(0.0);
      boolean isRight = seconds > 0 && seconds <= options.seconds();
      if (!isRight || options.radosConnectTimeout() > 0) {
        cluster.set(Map.of(timeout, Integer.toString(options.seconds())));
      }
    }
  }

  private FutureTask<Cluster> attempt() {
    FutureTask<Cluster> next = new FutureTask<>(this::connect);
    FutureTask<Cluster> other = attempt.compareAndExchange(null, next);
    return other == null ? next : other;
  }

  private void forget(FutureTask<Cluster> used) {
    attempt.compareAndSet(used, null);
  }

  private Cluster await(FutureTask<Cluster> connecting) throws IOException {
    try {
      return connecting.get();
    } catch (ExecutionException e) {
      forget(connecting);
      if (e.getCause() instanceof CephError error) {
        throw ConnectionErrors.ofConnecting(error, options);
      }
      throw new IOException("no connection to the Ceph cluster", e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these threads", e);
    }
  }
}
