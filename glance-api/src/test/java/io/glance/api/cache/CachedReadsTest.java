package io.glance.api.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.fixture.Await;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read through a cache, whatever store, disk and other readers do meanwhile. */
@Timeout(60)
class CachedReadsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int CLIENTS = 50;

  @TempDir private Path root;
  private final byte[] data = TestingStreams.bytes(3_000_001);
  private final Image image = CachedImages.of(data);
  private final SlowSource store = new SlowSource(data);
  private ImageCache cache;
  private ImageReads reads;

  @BeforeEach
  void open() {
    cache = TestedCache.in(root);
    reads = new CachedReads(cache);
  }

  @AfterEach
  void everyFetchEnds() {
    store.letAll();
    Await.until(SOON, () -> cache.fills().isIdle());
  }

  @Test
  void theSecondReaderNeedsNoStore() throws IOException {
    store.letAll();
    assertThat(all()).isEqualTo(data);
    awaitEntry();
    store.fallSilent();

    assertThat(all()).isEqualTo(data);

    assertThat(store.opened()).containsExactly(ByteRange.ALL);
    assertThat(cache.list())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.imageId()).isEqualTo(image.id());
          assertThat(entry.size()).isEqualTo(data.length);
          assertThat(entry.hits()).isEqualTo(1);
        });
  }

  @Test
  void partsComeFromTheCacheOnceItHasTheImage() throws IOException {
    store.letAll();
    all();
    awaitEntry();
    store.fallSilent();

    try (OpenImage part = reads.open(image, new ByteRange(1000, 50_000), store).orElseThrow()) {
      assertThat(part.file()).isNotNull();
      assertThat(part.fileOffset()).isEqualTo(1000);
      assertThat(part.stream().readAllBytes()).isEqualTo(Arrays.copyOfRange(data, 1000, 51_000));
    }
  }

  @Test
  void aPartOfWhatIsNotCachedComesFromTheStoreAndIsNotCached() throws IOException {
    store.letAll();

    try (OpenImage part = reads.open(image, new ByteRange(5, 10), store).orElseThrow()) {
      assertThat(part.stream().readAllBytes()).isEqualTo(Arrays.copyOfRange(data, 5, 15));
    }

    assertThat(cache.has(image.id())).isFalse();
    assertThat(store.openStreams()).isZero();
  }

  @Test
  void manyAtOnceAreOneFetch() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> downloads = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        downloads.add(clients.submit(this::all));
      }
      for (int i = 0; i < data.length / SlowSource.PORTION / 10; i++) {
        store.let(10);
        Thread.sleep(5);
      }
      store.letAll();

      for (Future<byte[]> download : downloads) {
        assertThat(download.get()).isEqualTo(data);
      }
    }

    assertThat(store.opened()).containsExactly(ByteRange.ALL);
  }

  @Test
  void bytesAreShownBeforeAllHaveCome() throws IOException {
    try (OpenImage first = reads.open(image, ByteRange.ALL, store).orElseThrow();
        OpenImage second = reads.open(image, ByteRange.ALL, store).orElseThrow()) {
      store.let(5);

      assertThat(first.stream().readNBytes(30_000)).isEqualTo(Arrays.copyOf(data, 30_000));
      assertThat(second.stream().readNBytes(30_000)).isEqualTo(Arrays.copyOf(data, 30_000));
      store.letAll();
    }
  }

  @Test
  void whenTheFirstReaderLeavesTheFetchGoesOnForTheOthers() throws IOException {
    OpenImage first = reads.open(image, ByteRange.ALL, store).orElseThrow();
    try (OpenImage second = reads.open(image, ByteRange.ALL, store).orElseThrow()) {
      store.let(5);
      first.close();
      store.letAll();

      assertThat(second.stream().readAllBytes()).isEqualTo(data);
    }
    assertThat(store.opened()).hasSize(1);
    awaitEntry();
  }

  @Test
  void aReaderWhoRestsHoldsUpNobody() throws IOException {
    try (OpenImage slow = reads.open(image, ByteRange.ALL, store).orElseThrow()) {
      store.letAll();

      assertThat(all()).isEqualTo(data);
      awaitEntry();
      assertThat(slow.stream().readAllBytes()).isEqualTo(data);
    }
  }

  @Test
  void whatNobodyWantsAnyMoreIsGivenUp() throws IOException {
    reads.open(image, ByteRange.ALL, store).orElseThrow().close();
    store.letAll();

    Await.until(SOON, () -> !cache.fills().isRunning(image.id()));
    assertThat(cache.has(image.id())).isFalse();
    assertThat(filesOf("incomplete")).isEmpty();
    assertThat(store.openStreams()).isZero();
  }

  @Test
  void whenTheFetchBreaksOffReadersReadTheStoreThemselves() throws IOException {
    store.breakAt(500_000);
    try (OpenImage first = reads.open(image, ByteRange.ALL, store).orElseThrow();
        OpenImage second = reads.open(image, ByteRange.ALL, store).orElseThrow()) {
      store.mend();
      store.letAll();

      assertThat(first.stream().readAllBytes()).isEqualTo(data);
      assertThat(second.stream().readAllBytes()).isEqualTo(data);
    }
    assertThat(cache.has(image.id())).isFalse();
    assertThat(store.openStreams()).isZero();
  }

  @Test
  @Timeout(60)
  void whateverEndsAFetchNobodyWaitsForTheRest() throws IOException {
    store.failAt(500_000);
    try (OpenImage first = reads.open(image, ByteRange.ALL, store).orElseThrow()) {
      store.mend();
      store.letAll();

      assertThat(first.stream().readAllBytes()).isEqualTo(data);
    }
    assertThat(cache.has(image.id())).isFalse();
  }

  @Test
  void whatWasCachedBeforeTheImageWasMadeIsAnothers() throws IOException {
    store.letAll();
    try (OpenImage first = reads.open(image, ByteRange.ALL, store).orElseThrow()) {
      first.stream().readAllBytes();
    }
    awaitEntry();
    FileTime earlier = FileTime.from(image.createdAt().minusSeconds(3600));
    Files.setLastModifiedTime(root.resolve(image.id()), earlier);

    assertThat(cache.hit(image, ByteRange.ALL)).isEmpty();
    assertThat(cache.has(image.id())).isFalse();
  }

  @Test
  void storesThatCannotBeginInTheMiddleAreReadAgain() throws IOException {
    store.breakAt(500_000);
    store.cannotBeginInTheMiddle();
    try (OpenImage first = reads.open(image, ByteRange.ALL, store).orElseThrow()) {
      store.mend();
      store.letAll();

      assertThat(first.stream().readAllBytes()).isEqualTo(data);
    }
  }

  @Test
  void otherBytesThanThoseOfTheImageAreNeverAnEntryNorADownload() throws IOException {
    Image lied = CachedImages.lyingAbout(data);
    store.letAll();

    try (OpenImage read = reads.open(lied, ByteRange.ALL, store).orElseThrow()) {
      assertThatThrownBy(() -> read.stream().readAllBytes()).isInstanceOf(IOException.class);
    }

    Await.until(SOON, () -> !cache.fills().isRunning(lied.id()));
    assertThat(cache.has(lied.id())).isFalse();
    assertThat(filesOf("invalid")).containsExactly(lied.id());
    assertThat(filesOf("incomplete")).isEmpty();
  }

  @Test
  void whatTurnedOutWrongIsReadAsWithoutACacheUntilItIsCleaned() throws IOException {
    Image lied = CachedImages.lyingAbout(data);
    store.letAll();
    try (OpenImage read = reads.open(lied, ByteRange.ALL, store).orElseThrow()) {
      assertThatThrownBy(() -> read.stream().readAllBytes()).isInstanceOf(IOException.class);
    }
    Await.until(SOON, () -> filesOf("invalid").contains(lied.id()));

    try (OpenImage read = reads.open(lied, ByteRange.ALL, store).orElseThrow()) {
      assertThat(read.stream().readAllBytes()).isEqualTo(data);
    }

    cache.clean();
    assertThat(filesOf("invalid")).isEmpty();
  }

  @Test
  void whereTheCacheCannotBeWrittenTheStoreIsRead() throws IOException {
    store.letAll();
    Files.createDirectory(root.resolve("incomplete").resolve(image.id()));

    assertThat(all()).isEqualTo(data);

    assertThat(store.openStreams()).isZero();
  }

  @Test
  void imagesWithoutBytesHaveNone() {
    store.disappear();

    assertThat(reads.open(image, ByteRange.ALL, store)).isEmpty();
    assertThat(cache.fills().isRunning(image.id())).isFalse();
  }

  @Test
  void aStoreThatDoesNotAnswerIsTold() {
    store.fallSilent();

    assertThatThrownBy(() -> reads.open(image, ByteRange.ALL, store))
        .isInstanceOf(GlanceException.Unavailable.class);
    assertThat(cache.fills().isRunning(image.id())).isFalse();
  }

  @Test
  void onlyActiveImagesAreCached() throws IOException {
    store.letAll();
    Image deactivated = CachedImages.with(image, ImageStatus.DEACTIVATED);

    try (OpenImage read = reads.open(deactivated, ByteRange.ALL, store).orElseThrow()) {
      assertThat(read.stream().readAllBytes()).isEqualTo(data);
    }

    assertThat(cache.has(image.id())).isFalse();
  }

  @Test
  void anEntryOfAnotherSizeIsNotServed() throws IOException {
    store.letAll();
    Files.write(root.resolve(image.id()), new byte[10]);

    assertThat(all()).isEqualTo(data);
  }

  @Test
  void whatIsBeingFetchedElsewhereComesFromTheStore() throws IOException {
    store.letAll();
    ImageReads elsewhere = new CachedReads(TestedCache.in(root));

    SlowSource slow = new SlowSource(data);

    try (OpenImage here = reads.open(image, ByteRange.ALL, slow).orElseThrow();
        OpenImage there = elsewhere.open(image, ByteRange.ALL, store).orElseThrow()) {
      assertThat(there.stream().readAllBytes()).isEqualTo(data);
      assertThat(here).isNotNull();
    }
    slow.letAll();
  }

  private byte[] all() throws IOException {
    try (OpenImage read = reads.open(image, ByteRange.ALL, store).orElseThrow();
        InputStream stream = read.stream()) {
      return stream.readAllBytes();
    }
  }

  private void awaitEntry() {
    Await.until(SOON, () -> cache.has(image.id()) && !cache.fills().isRunning(image.id()));
  }

  private List<String> filesOf(String directory) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(directory))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
