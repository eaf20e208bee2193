package io.glance.store.file;

import io.glance.store.Store;
import io.glance.store.StoreFactory;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;

/** The {@code file} driver. */
public final class FileStoreFactory implements StoreFactory {

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Set<String> aliases() {
    return Set.of(
        "filesystem", "glance.store.filesystem.Store", "glance_store._drivers.filesystem.Store");
  }

  @Override
  public List<String> schemes() {
    return List.of("file", "filesystem");
  }

  @Override
  public Store open(Binder options, String section) {
    return new FileStore(
        options.bindOrCreate(section, FileStoreProperties.class),
        MountPoints.of(options.bindOrCreate(section, MountPointsProperties.class)));
  }
}
