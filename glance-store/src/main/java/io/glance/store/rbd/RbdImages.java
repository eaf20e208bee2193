package io.glance.store.rbd;

import io.glance.store.Listing.Item;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images of a store's pool, and of others in its cluster. Used on {@link NativeThreads} only.
 */
final class RbdImages {
  private static final Logger log = LoggerFactory.getLogger(RbdImages.class);

  /** Shorter than anybody waits before he takes a writer for dead. */
  private static final Duration UNWATCHED = Duration.ofSeconds(20);

  private final LibRbd rbd;
  private final ClusterConnection connection;
  private final RbdStoreProperties options;

  RbdImages(LibRbd rbd, ClusterConnection connection, RbdStoreProperties options) {
    this.rbd = rbd;
    this.connection = connection;
    this.options = options;
  }

  /** The cluster's id, if it is known by now. */
  @Nullable String fsid() {
    return connection.fsid();
  }

  /** Asks the cluster for the first time, so that its operator learns early what is wrong. */
  void greet() {
    try {
      connection.readFsid();
      openPool(options.pool()).close();
    } catch (IOException | RuntimeException e) {
      log.error("The rbd store with pool {} cannot be used now", options.pool(), e);
    }
  }

  /**
   * @throws CephError NOT_FOUND if there is no such image or no such snapshot
   */
  OpenedImage openForReading(RbdLocation location) throws IOException {
    RbdPool pool = openPool(location.poolOr(options.pool()));
    return OpenedImage.forReading(pool, location.image(), location.snapshot());
  }

  /**
   * Makes an image and opens it. If that fails there is none.
   *
   * @param size bytes, 0 if unknown
   * @param claim is the new image's; closed if there is none
   * @throws CephError EXISTS if there is one already, whole or not
   */
  NewImage create(String name, long size, Unfinished.Claim claim) throws IOException {
    try {
      return claimed(name, size, claim);
    } catch (IOException | RuntimeException | Error e) {
      claim.close();
      throw e;
    }
  }

  /** Until it is open anybody who takes this process for dead may put another in its place. */
  private static void requireJustMade(OpenedImage opened, long began) throws StoreException {
    if (System.nanoTime() - began > UNWATCHED.toNanos()) {
      opened.close();
      throw new StoreException.Unavailable("The Ceph cluster is too slow.");
    }
  }

  private static String idOf(OpenedImage opened) throws IOException {
    try {
      return opened.use(RbdImage::id);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * As {@link ImageRemoval#remove}.
   *
   * @throws StoreException.Untouched also if there is no connection, or no such pool
   */
  void remove(RbdLocation location) throws IOException {
    try (RbdPool pool = openUntouched(location.poolOr(options.pool()))) {
      ImageRemoval.remove(pool, location.image(), location.snapshot());
    }
  }

  private RbdPool openUntouched(String name) throws IOException {
    try {
      return openPool(name);
    } catch (StoreException e) {
      throw StoreException.Untouched.of(e);
    }
  }

  /**
   * Removes an image, finished or not, if there is one.
   *
   * @throws CephError BUSY if it has clones, or somebody has it open
   */
  void discard(String name) throws IOException {
    try (RbdPool pool = openPool(options.pool())) {
      ImageRemoval.remove(pool, name, RbdStore.SNAPSHOT);
    } catch (CephError e) {
      if (!e.is(CephError.NOT_FOUND)) {
        throw e;
      }
    }
  }

  /**
   * Removes what a failed write made, with some patience; see {@link TakingBack}.
   *
   * @throws IOException if it may be there still; the log is told
   */
  void takeBack(String name, @Nullable String id) throws IOException {
    try {
      Patience.retrying(() -> {
        try (RbdPool pool = openPool(options.pool())) {
          TakingBack.remove(pool, name, id);
        }
      });
    } catch (IOException | RuntimeException e) {
      log.warn("RBD image {} was not written and may be there still", name, e);
      throw e;
    }
  }

  /** All that the store's pool holds by name. */
  List<String> names() throws IOException {
    try (RbdPool pool = openPool(options.pool())) {
      return pool.names();
    }
  }

  /** An image of the store's pool as a list has it; empty if it cannot be opened any more. */
  Optional<Item> describe(String name) throws IOException {
    RbdPool pool = openPool(options.pool());
    StoreLocation location;
    try {
      location = newLocation(pool, name, pool.defaultFeatures()).toStoreLocation();
    } catch (CephError | RuntimeException e) {
      pool.close();
      throw e;
    }
    try (OpenedImage opened = OpenedImage.forReading(pool, name, null)) {
      return Optional.of(
          new Item(location, name, opened.use(RbdImage::size), opened.use(RbdImage::changed)));
    } catch (CephError e) {
      if (e.is(CephError.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private NewImage claimed(String name, long size, Unfinished.Claim claim) throws IOException {
    RbdPool pool = openPool(options.pool());
    long features = pool.defaultFeatures();
    RbdLocation location;
    long began = System.nanoTime();
    try {
      location = newLocation(pool, name, features);
      pool.create(name, size, options.order(), features);
    } catch (CephError | RuntimeException e) {
      pool.close();
      throw e;
    }
    try {
      OpenedImage opened = OpenedImage.forWriting(pool, name);
      requireJustMade(opened, began);
      return new NewImage(this, location, opened, idOf(opened), claim);
    } catch (IOException | RuntimeException e) {
      try {
        takeBack(name, null);
      } catch (IOException | RuntimeException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private RbdPool openPool(String name) throws IOException {
    return RbdPool.open(rbd, connection, name);
  }

  /** Without layering there are no protected snapshots, so that locations lead to the image. */
  private RbdLocation newLocation(RbdPool pool, String name, long features) throws CephError {
    return (features & LibRbd.LAYERING) == 0
        ? RbdLocation.ofImage(name)
        : new RbdLocation(pool.fsid(), options.pool(), name, RbdStore.SNAPSHOT);
  }
}
