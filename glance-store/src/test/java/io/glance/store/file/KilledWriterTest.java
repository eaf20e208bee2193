package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.StoreException;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KilledWriterTest {
  @TempDir Path directory;

  @Test
  void aKilledWriterLeavesNothingAfterTheNextStart() throws Exception {
    Process writer = startWriter();
    assertThat(names()).singleElement().asString().matches("\\.an-image\\.[0-9a-f]{32}\\.part");

    writer.destroyForcibly().waitFor();
    FileStore store = new FileStore(FileStoreProperties.in(directory));

    assertThat(names()).isEmpty();
    store.write("an-image", new ByteArrayInputStream(new byte[10]), 10);
  }

  @Test
  void aWriterInAnotherProcessIsLeftAloneWhileItLives() throws Exception {
    Process writer = startWriter();
    try {
      FileStore store = new FileStore(FileStoreProperties.in(directory));
      store.sweep();
      store.discard("an-image");
      assertThat(names()).hasSize(1);

      writer.destroyForcibly().waitFor();
      store.discard("another-image");
      assertThat(names()).hasSize(1);
      store.discard("an-image");
      assertThat(names()).isEmpty();
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  @Test
  void aWriterInThisProcessIsLeftAloneAndKeepsItsLock() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(directory));
    CountDownLatch halfWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    byte[] bytes = TestingStreams.bytes(500_000);
    InputStream data =
        TestingStreams.pausing(new ByteArrayInputStream(bytes), 300_000, halfWay, goOn);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writing = threads.submit(() -> store.write("an-image", data, bytes.length));
      assertThat(halfWay.await(30, TimeUnit.SECONDS)).isTrue();
      new FileStore(FileStoreProperties.in(directory)).discard("an-image");
      store.sweep();
      assertThat(names()).hasSize(1);
      sweepInAnotherProcess();
      assertThat(names()).hasSize(1);
      goOn.countDown();
      writing.get(30, TimeUnit.SECONDS);
    }

    assertThat(directory.resolve("an-image")).hasBinaryContent(bytes);
    assertThat(names()).containsExactly("an-image");
  }

  @Test
  void onlyPartsAreSweptAway() throws Exception {
    Files.writeString(directory.resolve("an-image"), "x");
    Files.writeString(directory.resolve(".hidden"), "x");
    Files.writeString(directory.resolve(".an-image.part"), "x");
    Files.writeString(directory.resolve(".an-image." + "0".repeat(32) + ".part"), "x");

    new FileStore(FileStoreProperties.in(directory));

    assertThat(names()).containsExactly(".an-image.part", ".hidden", "an-image");
  }

  @Test
  void withoutHardLinksOneWriterWinsToo() throws Exception {
    Path target = directory.resolve("an-image");
    try (PartFile first = PartFile.create(directory, "an-image");
        PartFile second = PartFile.create(directory, "an-image")) {
      first.moveTo(target);

      assertThatThrownBy(() -> second.moveTo(target)).isInstanceOf(StoreException.Duplicate.class);
    }

    assertThat(names()).containsExactly(".glance-publish.lock", "an-image");
  }

  private Process startWriter() throws Exception {
    Process writer = java(WriterMain.class);
    assertThat(writer.getInputStream().read()).isEqualTo('.');
    return writer;
  }

  private void sweepInAnotherProcess() throws Exception {
    Process sweeper = java(SweeperMain.class);
    assertThat(sweeper.waitFor()).isZero();
  }

  private Process java(Class<?> main) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.add(directory.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Says so when it has written a bit, and waits to be killed. */
  static final class WriterMain {
    public static void main(String[] arguments) throws Exception {
      InputStream data =
          new InputStream() {
            private long count;

            @Override
            public int read() {
              if (++count == 1_000_000) {
                System.out.print('.');
                System.out.flush();
                LockSupport.park();
              }
              return (int) (count & 0xff);
            }
          };
      new FileStore(FileStoreProperties.in(Path.of(arguments[0]))).write("an-image", data, -1);
    }
  }

  /** Starts on the directory, and ends. */
  static final class SweeperMain {
    public static void main(String[] arguments) throws Exception {
      new FileStore(FileStoreProperties.in(Path.of(arguments[0]))).sweep();
    }
  }
}
