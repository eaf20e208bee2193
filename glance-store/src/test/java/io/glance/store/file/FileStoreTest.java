package io.glance.store.file;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class FileStoreTest extends StoreContractTest {
  @TempDir Path directory;

  @Override
  protected Store store() {
    return new FileStore(FileStoreProperties.in(directory));
  }

  @Override
  protected Store storeForHugeImages() {
    return thinStore(directory);
  }

  static Store thinStore(Path directory) {
    return new FileStore(
        new FileStoreProperties(
            directory.toString(), List.of(), 0, DataSize.ofKilobytes(64), true));
  }
}
