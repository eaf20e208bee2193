package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.testing.TestingStreams;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThinFileStoreTest extends StoreContractTest {
  @TempDir Path directory;

  @Override
  protected Store store() {
    return FileStoreTest.thinStore(directory);
  }

  @Test
  void zerosTakeNoRoom() throws Exception {
    long size = 100L * 1024 * 1024;

    store().write("image", TestingStreams.zeros(size), size);

    Path file = directory.resolve("image");
    assertThat(Files.size(file)).isEqualTo(size);
    assertThat(blocks(file) * 512).isLessThan(100_000);
  }

  private static long blocks(Path file) throws Exception {
    Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
    return Long.parseLong(new String(stat.getInputStream().readAllBytes()).strip());
  }
}
