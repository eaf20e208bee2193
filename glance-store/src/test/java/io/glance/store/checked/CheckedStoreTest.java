package io.glance.store.checked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.memory.MemoryStore;
import io.glance.store.testing.FaultyStore;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CheckedStoreTest {
  private static final String EMPTY_MD5 = "d41d8cd98f00b204e9800998ecf8427e";
  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final MemoryStore memory = new MemoryStore();
  private final FaultyStore faulty = new FaultyStore(memory);
  private final CheckedStore store = new CheckedStore("fast", faulty, new Digests());

  @ParameterizedTest
  @ValueSource(ints = {1, 262143, 262144, 262145, 1048576, 1048577, 7_000_000})
  void digestsAreThoseOfTheBytes(int size) throws Exception {
    byte[] bytes = TestingStreams.bytes(size);

    DigestedWrite write = store.write("an-image", stream(bytes), size, HashAlgorithm.SHA512);

    assertThat(write.md5()).isEqualTo(hex("MD5", bytes));
    assertThat(write.hash()).isEqualTo(hex("SHA-512", bytes));
    assertThat(write.hashAlgorithm()).isEqualTo(HashAlgorithm.SHA512);
    assertThat(write.written().size()).isEqualTo(size);
    try (OpenImage image = store.open(write.written().location(), ByteRange.ALL)) {
      assertThat(image.stream().readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void anEmptyImageHasDigests() throws Exception {
    DigestedWrite write = store.write("an-image", stream(new byte[0]), 0, HashAlgorithm.SHA256);

    assertThat(write.md5()).isEqualTo(EMPTY_MD5);
    assertThat(write.hash()).isEqualTo(EMPTY_SHA256);
    assertThat(write.written().size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void everyAlgorithmIsComputed(HashAlgorithm algorithm) throws Exception {
    byte[] bytes = TestingStreams.bytes(600_000);

    DigestedWrite write = store.write("an-image", stream(bytes), -1, algorithm);

    assertThat(write.md5()).isEqualTo(hex("MD5", bytes));
    assertThat(write.hash())
        .isEqualTo(HexFormat.of().formatHex(algorithm.newDigest().digest(bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "md5, MD5",
    "sha1, SHA-1",
    "sha512, SHA-512",
    "sha512_256, SHA-512/256",
    "sha3_384, SHA3-384"
  })
  void algorithmsAreNamedAsInPython(String name, String javaName) {
    HashAlgorithm algorithm = HashAlgorithm.named(name);

    assertThat(algorithm.hashlibName()).isEqualTo(name);
    assertThat(algorithm.newDigest().getAlgorithm()).isEqualTo(javaName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blake2b", "shake_128", "SHA512", "sha-512", ""})
  void unknownAlgorithmsAreRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashAlgorithm.named(name))
        .withMessageStartingWith(
            "Unknown hashing algorithm identifier: %s (known are md5, sha1,", name);
  }

  @Test
  void manyUploadsAtOnceHaveTheirOwnDigests() throws Exception {
    List<Future<DigestedWrite>> writes = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        byte[] bytes = TestingStreams.bytes(1_000_000 + i);
        String imageId = "image-" + i;
        writes.add(
            threads.submit(
                () -> store.write(imageId, stream(bytes), bytes.length, HashAlgorithm.SHA512)));
      }
    }

    for (int i = 0; i < writes.size(); i++) {
      byte[] bytes = TestingStreams.bytes(1_000_000 + i);
      assertThat(writes.get(i).get().md5()).isEqualTo(hex("MD5", bytes));
      assertThat(writes.get(i).get().hash()).isEqualTo(hex("SHA-512", bytes));
    }
  }

  @Test
  void whatTheDataThrowsPassesUnchanged() {
    IOException failure = new IOException("connection reset");
    InputStream data =
        TestingStreams.failing(stream(TestingStreams.bytes(5_000_000)), 3_000_000, failure);

    assertThatThrownBy(() -> store.write("an-image", data, -1, HashAlgorithm.SHA512))
        .isSameAs(failure);

    assertThat(memory.imageIds()).isEmpty();
  }

  @Test
  void whatTheStoreThrowsNamesTheBackend() {
    faulty.failWritesAfter(3_000_000, () -> new IOException("Input/output error"));
    byte[] bytes = TestingStreams.bytes(5_000_000);

    assertThatThrownBy(() -> store.write("an-image", stream(bytes), -1, HashAlgorithm.SHA512))
        .hasMessage("store fast: Input/output error");
    assertThatThrownBy(() -> store.write("an-image", stream(bytes), -1))
        .hasMessage("store fast: Input/output error");
  }

  @Test
  void whatStoresSayOfImagesPassesUnchanged() {
    StoreException full = new StoreException.Full("no room");
    faulty.failWritesAfter(10, () -> full);

    assertThatThrownBy(
            () -> store.write("an-image", stream(new byte[100]), -1, HashAlgorithm.SHA512))
        .isSameAs(full);
  }

  @Test
  void aStoreThatStopsReadingDoesNotHangTheDigests() {
    faulty.failWritesAfter(0, () -> new IOException("gone"));

    for (int i = 0; i < 100; i++) {
      byte[] bytes = TestingStreams.bytes(2_000_000);
      assertThatThrownBy(() -> store.write("an-image", stream(bytes), -1, HashAlgorithm.SHA512))
          .hasMessage("store fast: gone");
    }

    faulty.recover();
    digestsAreComputedAgain();
  }

  @Test
  void aWriterThatWaitsForDigestsCanBeInterrupted() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Ring ring = new Ring(new Buffers());
    DigestLane lane =
        new DigestLane(
            HashAlgorithm.MD5,
            new JavaDigest(HashAlgorithm.MD5.newDigest()),
            ring,
            work ->
                Thread.ofPlatform()
                    .start(() -> {
                      busy.countDown();
                      awaitQuietly(release);
                      work.run();
                    }));
    for (int i = 0; i < Ring.SLOTS; i++) {
      lane.lane().accept(ring.take());
    }
    busy.await();

    Thread.currentThread().interrupt();
    assertThatThrownBy(ring::take).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();

    ring.awaitAll();
    assertThat(lane.hex()).isEqualTo(EMPTY_MD5);
  }

  @Test
  void anInterruptedUploadEndsAndLeavesNothing() {
    InputStream data =
        TestingStreams.interrupting(stream(TestingStreams.bytes(9_000_000)), 2_000_000);

    assertThatThrownBy(() -> store.write("an-image", data, -1, HashAlgorithm.SHA512))
        .isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(memory.imageIds()).isEmpty();
    digestsAreComputedAgain();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 262144, 262145, 7_000_000})
  void aWitnessSeesAllBytesAndIsAskedOnce(int size) throws Exception {
    byte[] bytes = TestingStreams.bytes(size);
    Onlooker onlooker = new Onlooker(null);

    DigestedWrite write =
        store.write("an-image", stream(bytes), -1, HashAlgorithm.SHA256, onlooker);

    assertThat(onlooker.seen.toByteArray()).isEqualTo(bytes);
    assertThat(onlooker.asked).isEqualTo(1);
    assertThat(write.md5()).isEqualTo(hex("MD5", bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 262144, 7_000_000})
  void whatAWitnessRefusesIsNotStored(int size) {
    IOException refusal = new IOException("not the bytes");
    Onlooker onlooker = new Onlooker(refusal);
    byte[] bytes = TestingStreams.bytes(size);

    assertThatThrownBy(
            () -> store.write("an-image", stream(bytes), size, HashAlgorithm.SHA512, onlooker))
        .isSameAs(refusal);

    assertThat(memory.imageIds()).isEmpty();
    assertThat(onlooker.asked).isEqualTo(1);
  }

  @Test
  void aWitnessIsNotAskedAboutDataThatAreTooFew() {
    Onlooker onlooker = new Onlooker(new IOException("not the bytes"));

    assertThatThrownBy(
            () -> store.write("an-image", stream(new byte[9]), 10, HashAlgorithm.MD5, onlooker))
        .isInstanceOf(StoreException.SizeMismatch.class);

    assertThat(memory.imageIds()).isEmpty();
    assertThat(onlooker.asked).isZero();
  }

  @Test
  void aStoreThatDoesNotReadToTheEndCannotGoRoundAWitness() {
    IOException refusal = new IOException("not the bytes");
    Onlooker onlooker = new Onlooker(refusal);
    CheckedStore hasty = new CheckedStore("hasty", new HastyStore(), new Digests());

    assertThatThrownBy(
            () -> hasty.write("an-image", stream(new byte[9]), 9, HashAlgorithm.MD5, onlooker))
        .isSameAs(refusal);
  }

  @Test
  void aStoreThatAsksAgainIsRefusedAgain() {
    IOException refusal = new IOException("not the bytes");
    DigestingInputStream data =
        new DigestingInputStream(
            stream(new byte[9]), HashAlgorithm.MD5, new Digests(), new Onlooker(refusal), -1);

    assertThatThrownBy(data::readAllBytes).isSameAs(refusal);
    assertThatThrownBy(data::read).isSameAs(refusal);
    assertThatThrownBy(data::finish).isSameAs(refusal);
  }

  @Test
  void aWitnessThatBreaksFailsTheUpload() {
    Witness broken =
        new Witness() {
          @Override
          public void see(byte[] bytes, int offset, int length) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void approve() {}
        };

    assertThatThrownBy(
            () -> store.write("an-image", stream(new byte[9]), 9, HashAlgorithm.MD5, broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("could not look at all bytes");

    assertThat(memory.imageIds()).isEmpty();
  }

  @Test
  void whatHasTheNameIsNotTouchedByAWriteWhoseDigestsFail() throws Exception {
    faulty.afterWrites(() -> {
      memory.discard("an-image");
      writeQuietly(memory, "an-image", new byte[5]);
      Thread.currentThread().interrupt();
    });

    assertThatThrownBy(() -> store.write("an-image", stream(new byte[9]), 9, HashAlgorithm.SHA512))
        .isInstanceOf(InterruptedIOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(memory.imageIds()).containsExactly("an-image");
  }

  @Test
  void aStoreThatLostItsRightToWriteIsStillAskedToDiscard() throws Exception {
    memory.write("an-image", stream(new byte[9]), 9);
    faulty.cannot(Capability.WRITE);

    store.discard("an-image");
    assertThat(memory.imageIds()).isEmpty();

    faulty.failDeletes(() -> new IOException("Permission denied"));
    assertThatThrownBy(() -> store.discard("an-image")).hasMessage("store fast: Permission denied");
  }

  @Test
  void aBrokenDigestFailsTheUploadAndHangsNobody() throws Exception {
    Ring ring = new Ring(new Buffers());
    DigestLane lane =
        new DigestLane(HashAlgorithm.SHA1, new JavaDigest(new BrokenDigest()), ring, Runnable::run);

    for (int i = 0; i < 20; i++) {
      lane.lane().accept(ring.take());
    }
    ring.awaitAll();

    assertThatThrownBy(lane::hex)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("could not compute sha1");
  }

  @Test
  void whatAStoreCannotDoIsNotAsked() {
    StoreLocation location = new StoreLocation("memory://an-image");
    ByteRange range = new ByteRange(5, ByteRange.TO_THE_END);

    faulty.cannot(Capability.READ_RANGE);
    assertUnsupported(
        () -> store.open(location, range),
        "Getting images randomly from this store is not supported. Offset: 5, length: None");
    faulty.cannot(Capability.READ);
    assertUnsupported(
        () -> store.open(location, ByteRange.ALL),
        "Getting images from this store is not supported.");
    faulty.cannot(Capability.DELETE);
    assertUnsupported(
        () -> store.delete(location), "Deleting images from this store is not supported.");
    faulty.cannot(Capability.WRITE);
    String disabled = "Configuration for store failed. Adding images to this store is disabled.";
    assertUnsupported(() -> store.write("an-image", stream(new byte[1]), 1), disabled);
    assertUnsupported(
        () -> store.write("an-image", stream(new byte[1]), 1, HashAlgorithm.MD5), disabled);
  }

  @Test
  void openStreamsAreCounted() throws Exception {
    DigestedWrite write = store.write("an-image", stream(new byte[9]), 9, HashAlgorithm.MD5);

    OpenImage image = store.open(write.written().location(), ByteRange.ALL);
    assertThat(faulty.openStreams()).isOne();
    image.close();
    image.close();

    assertThat(faulty.openStreams()).isZero();
  }

  private void digestsAreComputedAgain() {
    byte[] bytes = TestingStreams.bytes(3_000_000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<DigestedWrite> write =
          threads.submit(
              () -> store.write("another", stream(bytes), bytes.length, HashAlgorithm.SHA512));
      assertThat(write)
          .succeedsWithin(30, TimeUnit.SECONDS)
          .satisfies(result -> assertThat(result.md5()).isEqualTo(hex("MD5", bytes)));
    }
  }

  private static void assertUnsupported(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(StoreException.Unsupported.class).hasMessage(message);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void writeQuietly(MemoryStore store, String imageId, byte[] bytes) {
    try {
      store.write(imageId, stream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static String hex(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private static final class BrokenDigest extends MessageDigest {
    private BrokenDigest() {
      super("broken");
    }

    @Override
    protected void engineUpdate(byte input) {
      throw new IllegalStateException("broken");
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      throw new IllegalStateException("broken");
    }

    @Override
    protected byte[] engineDigest() {
      return new byte[0];
    }

    @Override
    protected void engineReset() {}
  }

  /** Remembers what it sees, and says what it is told to. */
  private static final class Onlooker implements Witness {
    private final @Nullable IOException refusal;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private int asked;

    private Onlooker(@Nullable IOException refusal) {
      this.refusal = refusal;
    }

    @Override
    public void see(byte[] bytes, int offset, int length) {
      seen.write(bytes, offset, length);
    }

    @Override
    public void approve() throws IOException {
      asked++;
      if (refusal != null) {
        throw refusal;
      }
    }
  }

  /** Reads as much as it was promised and does not look for more. */
  private static final class HastyStore implements Store {
    private final MemoryStore memory = new MemoryStore();

    @Override
    public Set<Capability> capabilities() {
      return memory.capabilities();
    }

    @Override
    public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
      return memory.open(location, range);
    }

    @Override
    public long size(StoreLocation location) throws IOException {
      return memory.size(location);
    }

    @Override
    public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
      byte[] bytes = data.readNBytes((int) expectedSize);
      return memory.write(imageId, stream(bytes), expectedSize);
    }

    @Override
    public void delete(StoreLocation location) throws IOException {
      memory.delete(location);
    }

    @Override
    public void discard(String imageId) throws IOException {
      memory.discard(imageId);
    }
  }
}
