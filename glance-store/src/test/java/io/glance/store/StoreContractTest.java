package io.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/**
 * What every store does that can be written to. A driver's test extends this and says how to make
 * one.
 */
public abstract class StoreContractTest extends StoreReadingContractTest {
  private static final int UNKNOWN = -1;
  private static final int SOME_MIB = 5 * 1024 * 1024 + 17;
  private static final long FIVE_GIB = 5L * 1024 * 1024 * 1024;

  private final String id = UUID.randomUUID().toString();

  /** Where an image of 5 GiB of zeros fits and is written fast. */
  protected Store storeForHugeImages() throws Exception {
    return store();
  }

  @Override
  protected final StoreLocation keep(byte[] bytes) throws Exception {
    return store.write(UUID.randomUUID().toString(), stream(bytes), bytes.length).location();
  }

  @Override
  protected final StoreLocation nowhere() throws Exception {
    StoreLocation location = keep(new byte[] {1});
    store.delete(location);
    return location;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65535, 65536, 65537, 262143, 262144, 262145, 1048577, SOME_MIB})
  void whatWasWrittenIsRead(int size) throws Exception {
    byte[] bytes = TestingStreams.bytes(size);

    Written written = store.write(id, stream(bytes), size);

    assertThat(written.size()).isEqualTo(size);
    assertThat(read(written.location(), ByteRange.ALL)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65536, SOME_MIB})
  void theSizeNeedNotBeKnown(int size) throws Exception {
    byte[] bytes = TestingStreams.bytes(size);

    Written written = store.write(id, stream(bytes), UNKNOWN);

    assertThat(written.size()).isEqualTo(size);
    assertThat(read(written.location(), ByteRange.ALL)).isEqualTo(bytes);
  }

  @Test
  void whatAStoreWroteIsItsOwn() throws Exception {
    Written written = store.write(id, stream(TestingStreams.bytes(10)), 10);

    assertThat(store.owns(written.location())).isTrue();
  }

  @Test
  void administratorsAreShownTextsNumbersAndFlags() {
    assertThat(store.details().values())
        .allMatch(value ->
            value instanceof String || value instanceof Number || value instanceof Boolean);
  }

  @Test
  void dataThatComesInSmallPiecesIsWhole() throws Exception {
    byte[] bytes = TestingStreams.bytes(100_000);
    InputStream pieces =
        new FilterInputStream(stream(bytes)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 997));
          }
        };

    Written written = store.write(id, pieces, bytes.length);

    assertThat(read(written.location(), ByteRange.ALL)).isEqualTo(bytes);
  }

  @Test
  void zerosAmongTheDataAreKept() throws Exception {
    byte[] bytes = new byte[1_000_001];
    bytes[0] = 1;
    bytes[300_000] = 2;

    Written written = store.write(id, stream(bytes), bytes.length);

    assertThat(read(written.location(), ByteRange.ALL)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65536, SOME_MIB})
  void lessThanAnnouncedIsRefused(int size) throws Exception {
    byte[] bytes = TestingStreams.bytes(size - 1);

    assertThatThrownBy(() -> store.write(id, stream(bytes), size))
        .isInstanceOf(StoreException.SizeMismatch.class)
        .hasMessage("Size mismatch: expected %d bytes, got %d bytes".formatted(size, size - 1));

    assertNothingIsLeft(store);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65536, SOME_MIB})
  void moreThanAnnouncedIsRefused(int size) throws Exception {
    byte[] bytes = TestingStreams.bytes(size + 1);

    assertThatThrownBy(() -> store.write(id, stream(bytes), size))
        .isInstanceOf(StoreException.SizeMismatch.class)
        .hasMessageMatching("Size exceeds: expected %d bytes, got \\d+ bytes".formatted(size));

    assertNothingIsLeft(store);
  }

  @Test
  void theDataStaysOpen() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream data =
        new FilterInputStream(stream(TestingStreams.bytes(10))) {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    store.write(id, data, 10);

    assertThat(closed).isFalse();
  }

  @Test
  void anImageIsWrittenOnce() throws Exception {
    byte[] first = TestingStreams.bytes(1000);
    Written written = store.write(id, stream(first), first.length);

    assertThatThrownBy(() -> store.write(id, stream(TestingStreams.bytes(5)), 5))
        .isInstanceOf(StoreException.Duplicate.class);

    assertThat(read(written.location(), ByteRange.ALL)).isEqualTo(first);
  }

  @Test
  void differentImagesHaveDifferentLocations() throws Exception {
    Written one = store.write(id, stream(TestingStreams.bytes(10)), 10);

    Written other = store.write(UUID.randomUUID().toString(), stream(TestingStreams.bytes(11)), 11);

    assertThat(other.location()).isNotEqualTo(one.location());
    assertThat(read(one.location(), ByteRange.ALL)).isEqualTo(TestingStreams.bytes(10));
    assertThat(read(other.location(), ByteRange.ALL)).isEqualTo(TestingStreams.bytes(11));
  }

  @Test
  void anImageMayBeClosedHalfReadAndTwice() throws Exception {
    Written written = store.write(id, stream(TestingStreams.bytes(200_000)), 200_000);

    OpenImage image = store.open(written.location(), ByteRange.ALL);
    image.stream().readNBytes(10);
    image.close();
    image.close();

    store.delete(written.location());
    assertNotFound(store, written.location());
  }

  @Test
  void deletedImageIsNotFound() throws Exception {
    Written written = store.write(id, stream(TestingStreams.bytes(10)), 10);

    store.delete(written.location());

    assertNotFound(store, written.location());
  }

  @Test
  void aDeletionThatFailsLeavesTheBytes() throws Exception {
    byte[] bytes = TestingStreams.bytes(1000);
    Written written = store.write(id, stream(bytes), bytes.length);

    Thread.currentThread().interrupt();
    boolean failed = false;
    try {
      store.delete(written.location());
    } catch (IOException e) {
      failed = true;
    }

    assertThat(Thread.interrupted()).isTrue();
    if (failed) {
      assertThat(read(written.location(), ByteRange.ALL)).isEqualTo(bytes);
      return;
    }
    assertNotFound(store, written.location());
  }

  @Test
  void deletedImageMayBeWrittenAgain() throws Exception {
    Written first = store.write(id, stream(TestingStreams.bytes(10)), 10);
    store.delete(first.location());

    Written second = store.write(id, stream(TestingStreams.bytes(20)), 20);

    assertThat(read(second.location(), ByteRange.ALL)).isEqualTo(TestingStreams.bytes(20));
  }

  @Test
  void discardOfNothingDoesNothing() throws Exception {
    store.discard(id);

    assertNothingIsLeft(store);
  }

  @Test
  void discardRemovesAWholeImageAndNoOther() throws Exception {
    Written one = store.write(id, stream(TestingStreams.bytes(10)), 10);
    Written other = store.write(UUID.randomUUID().toString(), stream(TestingStreams.bytes(11)), 11);

    store.discard(id);
    store.discard(id);

    assertNotFound(store, one.location());
    assertThat(read(other.location(), ByteRange.ALL)).hasSize(11);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 65536, 262144, 1_000_000})
  void dataThatBreaksOffLeavesNothing(long before) throws Exception {
    IOException failure = new IOException("connection reset");
    InputStream data =
        TestingStreams.failing(stream(TestingStreams.bytes(SOME_MIB)), before, failure);

    assertThatThrownBy(() -> store.write(id, data, SOME_MIB)).isSameAs(failure);

    store.discard(id);
    assertNothingIsLeft(store);
  }

  @Test
  void dataThatThrowsUncheckedLeavesNothing() throws Exception {
    IllegalStateException failure = new IllegalStateException("over quota");
    InputStream data =
        new FilterInputStream(stream(TestingStreams.bytes(1000))) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, Math.min(length, 100));
            if (read < 0) {
              throw failure;
            }
            return read;
          }
        };

    assertThatThrownBy(() -> store.write(id, data, 2000)).isSameAs(failure);

    assertNothingIsLeft(store);
  }

  @Test
  void interruptedWriterEndsAndLeavesNothing() throws Exception {
    InputStream data = TestingStreams.interrupting(stream(TestingStreams.bytes(SOME_MIB)), 300_000);

    assertThatThrownBy(() -> store.write(id, data, SOME_MIB)).isInstanceOf(IOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertNothingIsLeft(store);
  }

  @Test
  void aReaderSeesNothingOfAnImageThatIsBeingWritten() throws Exception {
    Written before = store.write(id, stream(TestingStreams.bytes(10)), 10);
    store.delete(before.location());
    byte[] bytes = TestingStreams.bytes(SOME_MIB);
    CountDownLatch halfWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    InputStream data = TestingStreams.pausing(stream(bytes), SOME_MIB / 2, halfWay, goOn);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Written> writing = threads.submit(() -> store.write(id, data, SOME_MIB));
      assertThat(halfWay.await(30, TimeUnit.SECONDS)).isTrue();
      assertNotFound(store, before.location());
      goOn.countDown();

      Written written = writing.get(60, TimeUnit.SECONDS);
      assertThat(read(written.location(), ByteRange.ALL)).isEqualTo(bytes);
    }
  }

  @Test
  void ofConcurrentWritersOfOneImageExactlyOneWins() throws Exception {
    int writers = 8;
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Written>> writes = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      byte[] bytes = TestingStreams.bytes(500_000 + i);
      writes.add(() -> {
        start.await();
        return store.write(id, stream(bytes), bytes.length);
      });
    }

    List<Written> won = new ArrayList<>();
    int duplicates = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Written>> results = writes.stream().map(threads::submit).toList();
      start.countDown();
      for (Future<Written> result : results) {
        try {
          won.add(result.get(60, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(StoreException.Duplicate.class);
          duplicates++;
        }
      }
    }

    assertThat(won).hasSize(1);
    assertThat(duplicates).isEqualTo(writers - 1);
    Written winner = won.getFirst();
    assertThat(read(winner.location(), ByteRange.ALL))
        .isEqualTo(TestingStreams.bytes((int) winner.size()));
  }

  @Test
  void manyImagesAreWrittenAtOnce() throws Exception {
    int images = 32;
    List<Future<Written>> results = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < images; i++) {
        byte[] bytes = TestingStreams.bytes(300_000 + i);
        String imageId = UUID.randomUUID().toString();
        results.add(threads.submit(() -> store.write(imageId, stream(bytes), bytes.length)));
      }
    }

    for (int i = 0; i < images; i++) {
      Written written = results.get(i).get();
      assertThat(read(written.location(), ByteRange.ALL))
          .isEqualTo(TestingStreams.bytes(300_000 + i));
    }
  }

  @Test
  protected void fiveGibibytesNeedLittleMemory() throws Exception {
    Store roomy = storeForHugeImages();

    Written written = roomy.write(id, TestingStreams.zeros(FIVE_GIB), FIVE_GIB);

    assertThat(written.size()).isEqualTo(FIVE_GIB);
    try (OpenImage end = roomy.open(written.location(), new ByteRange(FIVE_GIB - 3, 100))) {
      assertThat(end.stream().readAllBytes()).isEqualTo(new byte[3]);
    }
    try (OpenImage middle = roomy.open(written.location(), new ByteRange(FIVE_GIB / 2, 1000))) {
      assertThat(middle.stream().readAllBytes()).isEqualTo(new byte[1000]);
    }
  }

  /** What a store without a list would have to show is nobody's to check. */
  private List<Listing.Item> listed(String... names) throws IOException {
    Listing listing = store.listing().orElseThrow(() -> new TestAbortedException("has no list"));
    List<Listing.Item> items = new ArrayList<>();
    listing.forEach(item -> {
      if (List.of(names).contains(item.name())) {
        items.add(item);
      }
    });
    return items;
  }

  @Test
  protected void eachImageIsListedOnceAsItWasWritten() throws Exception {
    String other = UUID.randomUUID().toString();
    Instant before = Instant.now().minusSeconds(60);
    Written first = store.write(id, stream(TestingStreams.bytes(SOME_MIB)), SOME_MIB);
    Written second = store.write(other, stream(new byte[0]), 0);

    List<Listing.Item> items = listed(id, other);

    assertThat(items)
        .extracting(Listing.Item::location, Listing.Item::name, Listing.Item::size)
        .containsExactlyInAnyOrder(
            tuple(first.location(), id, (long) SOME_MIB), tuple(second.location(), other, 0L));
    assertThat(items)
        .allSatisfy(
            item -> assertThat(item.changed()).isBetween(before, Instant.now().plusSeconds(60)));
  }

  @Test
  void whatIsListedIsRemovedByItsLocationAndNotListedAnyMore() throws Exception {
    Written kept = store.write(id, stream(TestingStreams.bytes(10)), 10);
    String unwanted = UUID.randomUUID().toString();
    store.write(unwanted, stream(TestingStreams.bytes(SOME_MIB)), SOME_MIB);

    store.delete(listed(unwanted).getFirst().location());

    assertThat(listed(id, unwanted)).extracting(Listing.Item::name).containsExactly(id);
    assertThat(read(kept.location(), ByteRange.ALL)).hasSize(10);
  }

  @Test
  void aListThatBreaksOffSaysSo() throws Exception {
    store.write(id, stream(TestingStreams.bytes(10)), 10);
    Listing listing = store.listing().orElseThrow(() -> new TestAbortedException("has no list"));
    IOException failure = new IOException("seen enough");

    assertThatThrownBy(() ->
            listing.forEach(_ -> {
              throw failure;
            }))
        .isSameAs(failure);
  }

  protected static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** The id is free, and what would be its location leads nowhere. */
  private void assertNothingIsLeft(Store store) throws IOException {
    Written probe = store.write(id, stream(new byte[] {1}), 1);
    assertThat(read(probe.location(), ByteRange.ALL)).containsExactly(1);
    store.delete(probe.location());
    assertNotFound(store, probe.location());
  }

  private static void assertNotFound(Store store, StoreLocation location) {
    assertThatThrownBy(() -> store.open(location, ByteRange.ALL).close())
        .isInstanceOf(StoreException.NotFound.class);
    assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.NotFound.class);
  }
}
