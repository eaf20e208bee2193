package io.glance.store.rbd;

import io.glance.store.MisconfiguredStoreException;
import io.glance.store.Store;
import io.glance.store.StoreFactory;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;

/** The {@code rbd} driver. */
public final class RbdStoreFactory implements StoreFactory {

  @Override
  public String name() {
    return "rbd";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("glance.store.rbd.Store", "glance_store._drivers.rbd.Store");
  }

  @Override
  public List<String> schemes() {
    return List.of(RbdLocation.SCHEME);
  }

  /**
   * {@inheritDoc} The cluster is asked in the background; whether it answers is no condition.
   *
   * @throws MisconfiguredStoreException if Ceph's libraries are missing
   */
  @Override
  public Store open(Binder options, String section) {
    return open(options.bindOrCreate(section, RbdStoreProperties.class));
  }

  static RbdStore open(RbdStoreProperties properties) {
    CephLibraries libraries = CephLibraries.load();
    NativeThreads threads = new NativeThreads("rbd-" + properties.pool() + "-");
    ClusterConnection connection = new ClusterConnection(libraries.rados(), properties);
    RbdImages images = new RbdImages(libraries.rbd(), connection, properties);
    threads.start(images::greet);
    return new RbdStore(properties, images, threads);
  }
}
