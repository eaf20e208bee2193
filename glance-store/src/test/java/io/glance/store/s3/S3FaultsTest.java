package io.glance.store.s3;

import static io.glance.store.s3.TestingStores.BUCKET;
import static io.glance.store.s3.TestingStores.IN_PARTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.s3.TestingS3Server.Trouble;
import io.glance.store.testing.BreakingProxy;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that fails, and a connection that breaks, do to images. */
@Timeout(60)
class S3FaultsTest {
  private static final byte[] LARGE = TestingStreams.bytes(12 * 1024 * 1024);
  private static final byte[] SMALL = TestingStreams.bytes(100_000);
  private static final String PUT = "PUT /" + BUCKET + "/id";
  private static final String POST = "POST /" + BUCKET + "/id?uploadId";
  private static final Trouble LOST = new Trouble.LostAnswer();
  private static final Trouble CHANGED = new Trouble.ChangedBody();

  private TestingS3Server server;

  @BeforeEach
  void start() throws Exception {
    server = TestingS3Server.start();
    server.makeBucket(BUCKET);
  }

  @AfterEach
  void stop() {
    assertThat(server.unfinished()).isEmpty();
    server.close();
  }

  @Test
  void aServerThatIsBusyForAMomentIsAskedAgain() throws Exception {
    server.next("HEAD", new Trouble.Refusal(503, "SlowDown"));
    server.next(PUT, new Trouble.Refusal(503, "SlowDown"));
    server.next(PUT, new Trouble.Refusal(500, "InternalError"));
    server.next(POST, new Trouble.Refusal(503, "SlowDown"));

    inParts().write("id", stream(LARGE), LARGE.length);

    assertThat(server.object(BUCKET, "id")).contains(LARGE);
  }

  @Test
  void whatWasMadeAlthoughTheAnswerWasLostIsFound() throws Exception {
    server.next(PUT, LOST);
    usual().write("id", stream(SMALL), SMALL.length);
    server.next(POST, LOST);
    inParts().write("id2", stream(LARGE), LARGE.length);
    for (int i = 0; i < 4; i++) {
      server.next("POST /" + BUCKET + "/id3?uploadId", LOST);
    }
    inParts().write("id3", stream(LARGE), -1);
    server.next("PUT /" + BUCKET + "/id4", LOST);
    passing().write("id4", stream(LARGE), LARGE.length);

    assertThat(server.object(BUCKET, "id")).contains(SMALL);
    assertThat(server.object(BUCKET, "id2")).contains(LARGE);
    assertThat(server.object(BUCKET, "id3")).contains(LARGE);
    assertThat(server.object(BUCKET, "id4")).contains(LARGE);
  }

  /** Its tag tells nothing: only the mark says whose it is. */
  @Test
  void anEncryptedObjectWhoseAnswerIsLostIsThere() throws Exception {
    server.encrypt();
    server.next(PUT, LOST);
    usual().write("id", stream(SMALL), SMALL.length);
    server.next("POST /" + BUCKET + "/id2?uploadId", LOST);
    inParts().write("id2", stream(LARGE), LARGE.length);

    assertThat(server.object(BUCKET, "id")).contains(SMALL);
    assertThat(server.object(BUCKET, "id2")).contains(LARGE);
  }

  @Test
  void anotherWritersObjectOfTheSameBytesIsADuplicate() {
    server.next(PUT, new Trouble.ReplacedMeanwhile(SMALL));

    assertThatThrownBy(() -> usual().write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(StoreException.Duplicate.class);
  }

  @Test
  void whoseAnObjectIsMustBeKnownBeforeItIsADuplicate() {
    server.next(PUT, new Trouble.Refusal(412, "PreconditionFailed"));
    server.nextAfter(PUT, "HEAD /" + BUCKET + "/id", new Trouble.Refusal(403, "AccessDenied"));

    assertThatThrownBy(() -> usual().write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void conditionsAreAskedForAgainUnlessTheServerTakesWritesWithout() throws Exception {
    Store store = usual();
    server.next(PUT, new Trouble.Refusal(501, "NotImplemented"));
    server.next(PUT, new Trouble.Refusal(501, "NotImplemented"));
    assertThatThrownBy(() -> store.write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(IOException.class);

    server.next(PUT, new Trouble.ReplacedMeanwhile(LARGE));
    assertThatThrownBy(() -> store.write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(StoreException.Duplicate.class);

    assertThat(server.object(BUCKET, "id")).contains(LARGE);
  }

  @Test
  void whoSaysNothingKeepsNoMemoryAndNobodyWaitsForEver() throws Exception {
    PartMemory memory = new PartMemory(5 << 20, Duration.ofMillis(200));
    Store store = TestingStores.in(server, memory, IN_PARTS);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    InputStream silent = TestingStreams.pausing(stream(SMALL), 0, asked, goOn);
    CountDownLatch begun = new CountDownLatch(1);
    InputStream slow = TestingStreams.pausing(stream(SMALL), 1, begun, goOn);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> store.write("id", silent, -1));
      asked.await();
      store.write("id2", stream(LARGE), -1);
      Future<?> second = threads.submit(() -> store.write("id3", slow, -1));
      begun.await();
      assertThatThrownBy(() -> store.write("id4", stream(LARGE), -1))
          .isInstanceOf(StoreException.Unavailable.class);
      goOn.countDown();
      first.get(60, TimeUnit.SECONDS);
      second.get(60, TimeUnit.SECONDS);
    }

    assertThat(server.object(BUCKET, "id4")).isEmpty();
    assertThat(server.unfinished()).isEmpty();
  }

  @Test
  void aRemovalThatFailsBeforeItBeganTouchesNothingAndALaterOneMay() throws Exception {
    server.keep(BUCKET, "id", SMALL);
    refuseAll("HEAD /" + BUCKET + "/id", 503, "SlowDown");
    assertThatThrownBy(() -> usual().delete(location("id")))
        .isInstanceOf(StoreException.Untouched.class);
    refuseAll("DELETE", 503, "SlowDown");
    assertThatThrownBy(() -> usual().delete(location("id")))
        .isExactlyInstanceOf(StoreException.Unavailable.class);
    server.next("DELETE", new Trouble.Refusal(403, "AccessDenied"));
    assertThatThrownBy(() -> usual().delete(location("id")))
        .isInstanceOf(StoreException.Forbidden.class);

    assertThat(server.object(BUCKET, "id")).contains(SMALL);
  }

  /** As often as the SDK asks. */
  private void refuseAll(String request, int status, String code) {
    for (int i = 0; i < 3; i++) {
      server.next(request, new Trouble.Refusal(status, code));
    }
  }

  @Test
  void aPlaceHasOneNameAndCallersNameTheirOwnImages() throws Exception {
    String own = usual().write("id", stream(SMALL), SMALL.length).location().url();
    StoreLocation other = new StoreLocation("s3+https://key:secret@elsewhere/" + BUCKET + "/id/");

    assertThat(usual().canonical(other).url()).isEqualTo(own);
    assertThat(usual().mayBeNamed(other, "id")).isTrue();
    assertThat(usual().mayBeNamed(other, "another")).isFalse();
    StoreLocation neighbours = new StoreLocation(own.replace(BUCKET + "/id", "neighbours/id"));
    assertThat(neighbours.url()).endsWith("/neighbours/id");
    assertThat(usual().mayBeNamed(neighbours, "id")).isFalse();
    assertThat(usual().mayBeNamed(new StoreLocation("s3://nonsense"), "nonsense")).isFalse();
  }

  @Test
  void anAbortIsTriedAgain() {
    server.next(PUT, new Trouble.Refusal(403, "AccessDenied"));
    for (int i = 0; i < 4; i++) {
      server.next("DELETE", new Trouble.Refusal(503, "SlowDown"));
    }

    assertThatThrownBy(() -> inParts().write("id", stream(LARGE), LARGE.length))
        .isInstanceOf(StoreException.Forbidden.class);

    assertThat(server.unfinished()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, QuotaExceeded, Full",
    "400, EntityTooLarge, Full",
    "507, InsufficientStorage, Full",
    "403, AccessDenied, Forbidden",
    "412, PreconditionFailed, Duplicate"
  })
  void refusalsOfAWriteMeanWhatTheySay(int status, String code, String kind) {
    server.next(PUT, new Trouble.Refusal(status, code));
    assertThatThrownBy(() -> usual().write("id", stream(SMALL), SMALL.length))
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));

    server.next(POST, new Trouble.Refusal(status, code));
    assertThatThrownBy(() -> inParts().write("id", stream(LARGE), LARGE.length))
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));

    assertThat(server.object(BUCKET, "id")).isEmpty();
  }

  @Test
  void clocksThatDifferAreToldOf() {
    for (int i = 0; i < 4; i++) {
      server.next(PUT, new Trouble.Refusal(403, "RequestTimeTooSkewed"));
    }

    assertThatThrownBy(() -> usual().write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(StoreException.Forbidden.class)
        .hasMessageContaining("its clock and this machine's are");
  }

  @Test
  void bytesThatChangeOnTheWayAreNoticed() {
    server.next(PUT, CHANGED);
    assertThatThrownBy(() -> usual().write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(IOException.class);
    server.next(PUT, CHANGED);
    assertThatThrownBy(() -> inParts().write("id", stream(LARGE), LARGE.length))
        .isInstanceOf(IOException.class);
    server.next(PUT, CHANGED);
    assertThatThrownBy(() -> passing().write("id", stream(LARGE), LARGE.length))
        .isInstanceOf(StoreException.Unavailable.class);
    server.next(PUT, CHANGED);
    assertThatThrownBy(() -> passingInParts().write("id", stream(LARGE), LARGE.length))
        .isInstanceOf(StoreException.Unavailable.class);

    assertThat(server.object(BUCKET, "id")).isEmpty();
  }

  @Test
  void aReadGoesOnWhereTheConnectionBroke() throws Exception {
    server.keep(BUCKET, "id", LARGE);
    server.next("GET", new Trouble.CutAnswer(5_000_000));
    server.next("GET", new Trouble.CutAnswer(17));
    server.next("GET", new Trouble.Refusal(503, "SlowDown"));

    try (OpenImage image = usual().open(location("id"), ByteRange.ALL)) {
      assertThat(image.stream().readAllBytes()).isEqualTo(LARGE);
    }
  }

  @Test
  void anObjectThatIsReplacedMeanwhileIsNotMixed() throws Exception {
    server.keep(BUCKET, "id", LARGE);
    server.next("GET", new Trouble.CutAnswer(5_000_000));

    try (OpenImage image = usual().open(location("id"), ByteRange.ALL)) {
      server.keep(BUCKET, "id", TestingStreams.bytes(LARGE.length + 1));
      assertThatThrownBy(() -> image.stream().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aServerThatIsGoneIsUnavailableAndWorksWhenItIsBack() throws Exception {
    try (BreakingProxy proxy = new BreakingProxy(server.host())) {
      Store store = TestingStores.in(proxy.host(), PartMemory.ofThisProcess(), Map.of());
      proxy.refuse(true);

      assertThatThrownBy(() -> store.write("id", stream(SMALL), SMALL.length))
          .isInstanceOf(StoreException.Unavailable.class);
      assertThatThrownBy(() -> store.size(location("id")))
          .isInstanceOf(StoreException.Unavailable.class);

      proxy.refuse(false);
      store.write("id", stream(SMALL), SMALL.length);
      assertThat(store.size(location("id"))).isEqualTo(SMALL.length);
    }
  }

  @Test
  void aServerThatSaysNothingIsUnavailable() throws Exception {
    try (BreakingProxy proxy = new BreakingProxy(server.host())) {
      Store store = TestingStores.in(proxy.host(), PartMemory.ofThisProcess(), Map.of());
      proxy.stall(true);

      assertThatThrownBy(() -> store.size(location("id")))
          .isInstanceOf(StoreException.Unavailable.class);
      proxy.stall(false);
    }
  }

  @Test
  void aWrongKeyIsForbiddenAndSecretsAreNotPrinted() {
    S3StoreProperties wrong =
        new RealS3(server.host(), Secret.of("NOBODY"), Secret.of("hidden")).in(BUCKET, Map.of());
    Store store = new S3Store(wrong, PartMemory.ofThisProcess());

    assertThatThrownBy(() -> store.write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(StoreException.Forbidden.class)
        .satisfies(e ->
            assertThat(e + " " + e.getCause()).doesNotContain("NOBODY").doesNotContain("hidden"));
    assertThat(wrong.toString()).doesNotContain("NOBODY").doesNotContain("hidden");
  }

  @Test
  void aMissingBucketIsMadeOnlyWhereTheOperatorSaysSo() throws Exception {
    Map<String, String> strict =
        Map.of("s3-store-bucket", "missing", "s3-store-create-bucket-on-put", "false");
    Store store = TestingStores.in(server, PartMemory.ofThisProcess(), strict);

    assertThatThrownBy(() -> store.write("id", stream(SMALL), SMALL.length))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("The bucket missing does not exist in S3. Please set the");
    store.discard("id");
    assertThatThrownBy(
            () -> store.size(new StoreLocation(location("id").url().replace(BUCKET, "missing"))))
        .isInstanceOf(StoreException.NotFound.class);

    Store lenient =
        TestingStores.in(server, PartMemory.ofThisProcess(), Map.of("s3-store-bucket", "missing"));
    lenient.write("id", stream(SMALL), SMALL.length);
    assertThat(server.object("missing", "id")).contains(SMALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void discardAbortsUploadsOfThisImageAndOfNoOther(boolean written) throws Exception {
    if (written) {
      server.keep(BUCKET, "id", SMALL);
    }
    server.startUpload(BUCKET, "id");
    server.startUpload(BUCKET, "id");
    String other = server.startUpload(BUCKET, "id-other");

    usual().discard("id");

    assertThat(server.unfinished()).containsExactly("id-other");
    assertThat(server.object(BUCKET, "id")).isEmpty();
    server.abort(other);
  }

  @Test
  void smallImagesAreOneObjectAndLargeOnesAreCutAsInTheOriginal() throws Exception {
    usual().write("id", stream(SMALL), SMALL.length);
    assertThat(server.requests()).noneMatch(request -> request.contains("uploadId"));

    inParts().write("id2", stream(LARGE), LARGE.length);
    assertThat(server.requests()).filteredOn(request -> request.contains("partNumber")).hasSize(3);
  }

  @Test
  void locationsAreThoseOfTheOriginal() throws Exception {
    Written written = usual().write("id", stream(SMALL), SMALL.length);

    assertThat(written.location().url())
        .isEqualTo(server.host().replace("http://", "s3://") + "/" + BUCKET + "/id");
    assertThat(written.metadata()).isEmpty();
  }

  private Store usual() {
    return TestingStores.in(server, PartMemory.ofThisProcess(), Map.of());
  }

  private Store inParts() {
    return TestingStores.in(server, PartMemory.ofThisProcess(), IN_PARTS);
  }

  private Store passing() {
    return TestingStores.in(server, new PartMemory(1), Map.of());
  }

  private Store passingInParts() {
    return TestingStores.in(server, new PartMemory(1), IN_PARTS);
  }

  private StoreLocation location(String key) {
    return new StoreLocation("s3://elsewhere/%s/%s".formatted(BUCKET, key));
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
