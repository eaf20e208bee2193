package io.glance.store.checked;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.file.FileStore;
import io.glance.store.file.FileStoreProperties;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class CheckedFileStoreTest extends StoreContractTest {
  @TempDir Path directory;

  @Override
  protected Store store() {
    return new CheckedStore(
        "file", new FileStore(FileStoreProperties.in(directory)), new Digests());
  }

  @Override
  protected Store storeForHugeImages() {
    FileStoreProperties thin =
        new FileStoreProperties(directory.toString(), List.of(), 0, DataSize.ofKilobytes(64), true);
    return new CheckedStore("file", new FileStore(thin), new Digests());
  }
}
