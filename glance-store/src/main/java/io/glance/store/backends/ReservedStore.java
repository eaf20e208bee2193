package io.glance.store.backends;

import io.glance.store.Capability;
import io.glance.store.MisconfiguredStoreException;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.file.FileStore;
import io.glance.store.file.FileStoreProperties;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the service's own, as a store. It is made when it is first wanted: a service that
 * never stages needs no place to do so. Thread-safe.
 */
final class ReservedStore {
  private final String id;
  private final FileStoreProperties options;
  private final Digests digests;
  private @Nullable CheckedStore opened;

  /**
   * @param options of one directory
   */
  ReservedStore(String id, FileStoreProperties options, Digests digests) {
    if (options.paths().size() != 1) {
      throw new MisconfiguredStoreException("[%s] must have one directory".formatted(id));
    }
    this.id = id;
    this.options = options;
    this.digests = digests;
  }

  Path directory() {
    return options.paths().getFirst();
  }

  /** The store; where its directory cannot be made or written to, one that cannot write. */
  synchronized CheckedStore open() {
    if (opened == null || !opened.capabilities().contains(Capability.WRITE)) {
      opened = new CheckedStore(id, new FileStore(options), digests);
    }
    return opened;
  }
}
