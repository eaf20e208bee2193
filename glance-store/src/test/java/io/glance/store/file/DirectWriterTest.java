package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.Written;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of unknown size go past the page cache where the file system lets them. */
@Timeout(60)
class DirectWriterTest {
  private static final int MIB = 1024 * 1024;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 4095, 4096, MIB - 1, MIB, MIB + 1, 2 * MIB, 2 * MIB + 4095, 7 * MIB + 13})
  void everyByteIsWritten(int size) throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(directory));
    byte[] bytes = TestingStreams.bytes(size);

    Written written = store.write("an-image", new ByteArrayInputStream(bytes), -1);

    assertThat(written.size()).isEqualTo(size);
    assertThat(directory.resolve("an-image")).hasBinaryContent(bytes);
  }

  @Test
  void moreWritersThanBuffersAreServed() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(directory));
    int writers = 24;
    CountDownLatch allAtIt = new CountDownLatch(writers);
    List<Future<Written>> writes = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < writers; i++) {
        String imageId = "image-" + i;
        byte[] bytes = TestingStreams.bytes(3 * MIB + i);
        InputStream data =
            TestingStreams.pausing(new ByteArrayInputStream(bytes), MIB / 2, allAtIt, allAtIt);
        writes.add(threads.submit(() -> store.write(imageId, data, -1)));
      }
    }

    for (int i = 0; i < writers; i++) {
      assertThat(writes.get(i).get().size()).isEqualTo(3 * MIB + i);
      assertThat(directory.resolve("image-" + i))
          .hasBinaryContent(TestingStreams.bytes(3 * MIB + i));
    }
  }

  @Test
  void brokenAndInterruptedWritesLeaveTheBuffersUsable() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(directory));
    byte[] bytes = TestingStreams.bytes(5 * MIB);
    IOException reset = new IOException("connection reset");

    for (int i = 0; i < 40; i++) {
      InputStream broken =
          TestingStreams.failing(new ByteArrayInputStream(bytes), 3 * MIB + i, reset);
      assertThatThrownBy(() -> store.write("an-image", broken, -1)).isSameAs(reset);
    }
    InputStream interrupting =
        TestingStreams.interrupting(new ByteArrayInputStream(bytes), 2 * MIB);
    assertThatThrownBy(() -> store.write("an-image", interrupting, -1))
        .isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
    store.write("an-image", new ByteArrayInputStream(bytes), -1);
    assertThat(directory.resolve("an-image")).hasBinaryContent(bytes);
  }
}
