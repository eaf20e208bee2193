package io.glance.store.rbd;

import io.glance.store.MisconfiguredStoreException;
import org.jspecify.annotations.Nullable;

/** Ceph's libraries, loaded once, when the first store needs them. */
record CephLibraries(LibRados rados, LibRbd rbd) {
  private static @Nullable CephLibraries loaded;

  /**
   * @throws MisconfiguredStoreException if this machine does not have them
   */
  static synchronized CephLibraries load() {
    if (loaded == null) {
      loaded = new CephLibraries(LibRados.load(), LibRbd.load());
    }
    return loaded;
  }
}
