package io.glance.store.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.DigestedWrite;
import io.glance.store.checked.Digests;
import io.glance.store.checked.HashAlgorithm;
import io.glance.store.testing.BreakingProxy;
import io.glance.store.testing.TestingStreams;
import io.glance.store.testing.TestingSwiftServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store does when Swift does not. */
@Timeout(60)
class SwiftFaultsTest {
  private static final int SEGMENT = 100_000;

  @TempDir Path directory;
  private TestingSwiftServer swift;
  private Map<String, String> options;

  @BeforeEach
  void startSwift() throws Exception {
    swift = new TestingSwiftServer();
    options = TestingSwift.options(swift);
  }

  @AfterEach
  void stopSwift() {
    swift.close();
  }

  @Test
  void anImageOfThreeSegmentsLooksLikeTheOriginals() throws Exception {
    Written written = inSegments().write("id", data(250_000), -1);

    assertThat(written.location().url())
        .isEqualTo(
            "swift+http://test%3Atester:testing@"
                + swift.url().substring("http://".length())
                + "/auth/v1.0/glance/id");
    assertThat(swift.names("glance")).containsExactly("id", "id-00001", "id-00002", "id-00003");
  }

  /** In the middle of a segment only what says no before it takes bytes, as a real Swift does. */
  @Test
  void aTokenThatEndsInTheMiddleIsRenewed() throws Exception {
    Store store = inSegments();
    byte[] bytes = TestingStreams.bytes(250_000);
    swift.answerWith(401, 1, request -> request.contains("prefix="));
    swift.answerWith(401, 1, request -> request.endsWith("PUT /v1/AUTH_test/glance/id"));

    StoreLocation location = store.write("id", data(250_000), bytes.length).location();
    swift.expireTokens();

    assertThat(read(store, location)).isEqualTo(bytes);
    assertThat(swift.logins()).isEqualTo(4);
  }

  @Test
  void anAccountThatIsRefusedIsNobodysFaultButTheOperators() {
    swift.changeKey("other");

    assertThatThrownBy(() -> small().write("id", data(10), 10))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageNotContaining("testing");
  }

  @ParameterizedTest
  @CsvSource({
    "413, Full",
    "507, Full",
    "409, Unavailable",
    "412, Unavailable",
    "403, WriteDenied",
    "503, Unavailable"
  })
  void whatSwiftRefusesHasAMeaning(int status, String meaning) throws Exception {
    swift.answerWith(status, 1, request -> request.endsWith("glance/id-00002"));

    assertThatThrownBy(() -> inSegments().write("id", data(250_000), 250_000))
        .hasSameClassAs(named(meaning));

    assertThat(swift.names("glance")).isEmpty();
  }

  @Test
  void aContainerThatIsMissingIsNotMadeUnlessWanted() {
    options.put("swift-store-create-container-on-put", "false");

    assertThatThrownBy(() -> small().write("id", data(10), 10))
        .hasMessageContaining("swift_store_create_container_on_put");
  }

  @Test
  void bytesThatAreDamagedOnTheWayAreNotKept() {
    swift.damage(1, request -> request.endsWith("glance/id-00002"));

    assertThatThrownBy(() -> inSegments().write("id", data(250_000), 250_000))
        .hasMessage("Swift got other bytes than were sent");

    assertThat(swift.names("glance")).isEmpty();
  }

  @Test
  void damageIsNoticedByTheDigestThatIsComputedAnyhow() throws Exception {
    CheckedStore store = new CheckedStore("swift", TestingSwift.store(options), new Digests());
    swift.damage(1, request -> request.endsWith("glance/id"));

    assertThatThrownBy(() -> store.write("id", data(600_000), 600_000, HashAlgorithm.SHA512))
        .hasMessage("store swift: Swift got other bytes than were sent");
    assertThat(swift.names("glance")).isEmpty();

    DigestedWrite again = store.write("id", data(600_000), 600_000, HashAlgorithm.MD5);
    assertThat(again.hash()).isEqualTo(again.md5());
    assertThat(swift.names("glance")).containsExactly("id");
  }

  @ParameterizedTest
  @CsvSource({"PUT /v1/AUTH_test/glance/id-00002", "PUT /v1/AUTH_test/glance/id-00003"})
  void aSegmentWhoseAnswerIsLostIsRemoved(String request) {
    swift.loseAnswers(1, request::equals);

    assertThatThrownBy(() -> inSegments().write("id", data(250_000), 250_000))
        .isInstanceOf(StoreException.Unavailable.class);

    assertThat(swift.names("glance")).isEmpty();
  }

  @Test
  void aManifestWhoseAnswerIsLostIsFoundToBeThere() throws Exception {
    swift.loseAnswers(1, request -> request.equals("PUT /v1/AUTH_test/glance/id"));

    Written written = inSegments().write("id", data(250_000), 250_000);

    assertThat(read(inSegments(), written.location())).hasSize(250_000);
  }

  @Test
  void whatFailsOnceIsAskedAgain() throws Exception {
    swift.answerWith(503, 1, request -> request.startsWith("HEAD"));

    small().write("id", data(10), 10);

    assertThat(swift.names("glance")).containsExactly("id");
  }

  @Test
  void cleaningUpIsTriedAgainToo() {
    swift.answerWith(503, 1, request -> request.startsWith("DELETE"));

    assertThatThrownBy(() -> inSegments().write("id", data(250_000), 250_001))
        .isInstanceOf(StoreException.SizeMismatch.class);

    assertThat(swift.names("glance")).isEmpty();
  }

  @Test
  void segmentsOfAnotherWriterStopAWriteAndStay() {
    swift.put("glance", "id-00002", new byte[5], Map.of());

    assertThatThrownBy(() -> inSegments().write("id", data(250_000), 250_000))
        .isInstanceOf(StoreException.Unavailable.class);

    assertThat(swift.names("glance")).containsExactly("id-00002");
  }

  @Test
  void segmentsBehindTheLastStopAWriteAndStay() {
    swift.put("glance", "id-00004", new byte[5], Map.of());

    assertThatThrownBy(() -> inSegments().write("id", data(250_000), 250_000))
        .isInstanceOf(StoreException.Unavailable.class);

    assertThat(swift.names("glance")).containsExactly("id-00004");
  }

  @Test
  void whoMeetsAnotherWriterBeforeHeWroteAnythingIsToldOfADuplicate() {
    swift.put("glance", "id-00001", new byte[5], Map.of());

    assertThatThrownBy(() -> inSegments().write("id", data(250_000), 250_000))
        .isInstanceOf(StoreException.Duplicate.class);

    assertThat(swift.names("glance")).containsExactly("id-00001");
  }

  /** Swift would keep the removal in mind and hide what a successor is just sending. */
  @Test
  void whatIsNotSeenIsNotRemovedByAWriterThatFailed() {
    swift.answerWith(503, 3, request -> request.equals("PUT /v1/AUTH_test/glance/id"));

    assertThatThrownBy(() -> small().write("id", data(10), 10)).isInstanceOf(IOException.class);

    assertThat(swift.requests()).noneMatch(request -> request.startsWith("DELETE"));
  }

  @Test
  void anObjectThatIsHiddenWhenItWasTakenIsNotWritten() {
    swift.answerWith(404, 4, request -> request.equals("HEAD /v1/AUTH_test/glance/id"));

    assertThatThrownBy(() -> small().write("id", data(10), 10))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void aRemovalWhoseAnswerIsLostRemovesTheSegmentsToo() throws Exception {
    Store store = inSegments();
    StoreLocation location = store.write("id", data(250_000), 250_000).location();
    swift.loseAnswers(1, request -> request.equals("DELETE /v1/AUTH_test/glance/id"));

    store.delete(location);

    assertThat(swift.names("glance")).isEmpty();
  }

  @Test
  void segmentsThatARemovalLeftGoWithItsRepetition() throws Exception {
    Store store = inSegments();
    StoreLocation location = store.write("id", data(250_000), 250_000).location();
    store.write("id-entity", data(250_000), 250_000);
    swift.answerWith(503, 3, request -> request.equals("DELETE /v1/AUTH_test/glance/id-00002"));

    assertThatThrownBy(() -> store.delete(location))
        .isExactlyInstanceOf(StoreException.Unavailable.class);
    assertThat(swift.names("glance")).contains("id-00002").doesNotContain("id");
    assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.NotFound.class);

    assertThat(swift.names("glance"))
        .containsExactly("id-entity", "id-entity-00001", "id-entity-00002", "id-entity-00003");
  }

  @Test
  void whatNoWriterNamedLikeThatIsNoLeftover() throws Exception {
    swift.put("glance", "id-446655440000", new byte[5], Map.of());
    swift.put("elsewhere", "id-00001", new byte[5], Map.of());
    StoreLocation location = small().write("id", data(10), 10).location();
    small().delete(location);
    StoreLocation other = new StoreLocation(location.url().replace("/glance/", "/elsewhere/"));

    assertThatThrownBy(() -> small().delete(location)).isInstanceOf(StoreException.NotFound.class);
    assertThatThrownBy(() -> small().delete(other)).isInstanceOf(StoreException.NotFound.class);

    assertThat(swift.names("glance")).containsExactly("id-446655440000");
    assertThat(swift.names("elsewhere")).containsExactly("id-00001");
  }

  @Test
  void aRemovalThatFailsBeforeItBeganTouchesNothingAndALaterOneMay() throws Exception {
    Store store = small();
    StoreLocation location = store.write("id", data(10), 10).location();

    swift.answerWith(503, 3, request -> request.startsWith("HEAD"));
    assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.Untouched.class);
    swift.answerWith(503, 3, request -> request.startsWith("DELETE"));
    assertThatThrownBy(() -> store.delete(location))
        .isExactlyInstanceOf(StoreException.Unavailable.class);
    swift.answerWith(403, 1, request -> request.startsWith("DELETE"));
    assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.Forbidden.class);

    assertThat(read(store, location)).hasSize(10);
  }

  @Test
  void aListThatDoesNotGetOnEnds() throws Exception {
    StoreLocation location = inSegments().write("id", data(250_000), 250_000).location();
    swift.repeatLists();

    assertThatThrownBy(() -> small().delete(location))
        .isInstanceOf(StoreException.Untouched.class)
        .hasMessageContaining("has no end");
  }

  @Test
  void aPlaceHasOneNameHoweverItIsWritten() throws Exception {
    Store store = small();
    StoreLocation location = store.write("id", data(10), 10).location();
    String host = swift.url().substring("http://".length());

    for (String other :
        List.of(
            "swift+http://test:tester:testing@" + host + "/auth/v1.0/glance/id",
            "swift+http://test%3atester:other@" + host + "/auth/v1.0//glance/id")) {
      assertThat(store.canonical(new StoreLocation(other))).isEqualTo(location);
    }
  }

  @Test
  void callersNameTheirOwnImagesInOurAccountAndKnowItsKey() throws Exception {
    Store store = small();
    String own = store.write("id", data(10), 10).location().url();

    assertThat(store.mayBeNamed(new StoreLocation(own), "id")).isTrue();
    assertThat(store.mayBeNamed(new StoreLocation(own), "other")).isFalse();
    assertThat(store.mayBeNamed(new StoreLocation(own.replace(":testing@", ":guess@")), "id"))
        .isFalse();
    assertThat(
            store.mayBeNamed(
                new StoreLocation("swift+http://a:b:c@169.254.169.254/v1/glance/id"), "id"))
        .isFalse();
    assertThat(store.mayBeNamed(new StoreLocation("swift://nonsense"), "id")).isFalse();
  }

  @Test
  void aSegmentIsSentAgainIfItIsKeptInAFile() throws Exception {
    options.put("swift-buffer-on-upload", "true");
    options.put("swift-upload-buffer-dir", directory.toString());
    swift.answerWith(503, 1, request -> request.endsWith("glance/id-00002"));
    Store store = inSegments();

    Written written = store.write("id", data(250_000), -1);

    assertThat(read(store, written.location())).isEqualTo(TestingStreams.bytes(250_000));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aDownloadThatBreaksOffGoesOn() throws Exception {
    options.put("swift-store-retry-get-count", "2");
    Store store = small();
    byte[] bytes = TestingStreams.bytes(500_000);
    StoreLocation location = store.write("id", data(500_000), 500_000).location();
    swift.breakOffAfter(123_456, 2, request -> request.startsWith("GET"));

    assertThat(read(store, location)).isEqualTo(bytes);
  }

  @Test
  void aPartThatBreaksOffGoesOn() throws Exception {
    options.put("swift-store-retry-get-count", "2");
    Store store = small();
    byte[] bytes = TestingStreams.bytes(500_000);
    StoreLocation location = store.write("id", data(500_000), 500_000).location();
    swift.breakOffAfter(1000, 1, request -> request.startsWith("GET"));

    try (OpenImage image = store.open(location, new ByteRange(100, 5000))) {
      assertThat(image.stream().readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 100, 5100));
    }
  }

  @Test
  void aDownloadThatBreaksOffTooOftenFails() throws Exception {
    options.put("swift-store-retry-get-count", "1");
    Store store = small();
    StoreLocation location = store.write("id", data(500_000), 500_000).location();
    swift.breakOffAfter(1000, 100, request -> request.startsWith("GET"));

    assertThatThrownBy(() -> read(store, location)).isInstanceOf(IOException.class);
  }

  @Test
  void aKeyThatHasChangedIsTakenFromTheOptions() throws Exception {
    StoreLocation location = small().write("id", data(10), 10).location();
    swift.changeKey("renewed");
    swift.expireTokens();
    options.put("swift-store-key", "renewed");

    assertThat(read(small(), location)).hasSize(10);
  }

  @Test
  void aManifestGoesBeforeItsSegments() throws Exception {
    Store store = inSegments();
    StoreLocation location = store.write("id", data(250_000), 250_000).location();

    store.delete(location);

    List<String> deletions =
        swift.requests().stream().filter(request -> request.startsWith("DELETE")).toList();
    assertThat(deletions).hasSize(4).first().isEqualTo("DELETE /v1/AUTH_test/glance/id");
    assertThat(swift.names("glance")).isEmpty();
  }

  @Test
  void anotherImageWhoseIdBeginsTheSameStays() throws Exception {
    Store store = inSegments();
    store.write("id", data(250_000), 250_000);
    store.write("id-entity", data(250_000), 250_000);

    store.discard("id");

    assertThat(swift.names("glance"))
        .containsExactly("id-entity", "id-entity-00001", "id-entity-00002", "id-entity-00003");
  }

  @Test
  void discardRemovesTheSegmentsOfAWriterThatDied() throws Exception {
    swift.put("glance", "id-00001", new byte[5], Map.of());
    swift.put("glance", "id-00002", new byte[5], Map.of());

    small().discard("id");

    assertThat(swift.names("glance")).isEmpty();
  }

  @Test
  void theSecondVersionOfTheLoginFindsTheEndpointOfTheRegion() throws Exception {
    options.put("swift-store-auth-version", "2");
    options.put("swift-store-auth-address", swift.url() + "/v2.0/");
    options.put("swift-store-region", "here");

    Written written = small().write("id", data(10), 10);

    assertThat(written.location().url()).contains("/v2.0/glance/id");
    assertThat(swift.names("glance")).containsExactly("id");
  }

  @Test
  void aServerThatIsGoneIsUnavailableUntilItIsBack() throws Exception {
    try (BreakingProxy proxy = new BreakingProxy(swift.url())) {
      options.put("swift-store-auth-address", proxy.host() + "/auth/v1.0");
      options.put("swift-store-endpoint", proxy.host() + "/v1/AUTH_test");
      Store store = small();
      StoreLocation location = store.write("id", data(10), 10).location();
      proxy.refuse(true);

      assertThatThrownBy(() -> store.open(location, ByteRange.ALL))
          .isInstanceOf(StoreException.Unavailable.class);
      assertThatThrownBy(() -> store.write("other", data(10), 10))
          .isInstanceOf(StoreException.Unavailable.class);

      proxy.refuse(false);
      assertThat(read(store, location)).hasSize(10);
    }
  }

  private Store small() {
    return TestingSwift.store(options);
  }

  private Store inSegments() {
    return TestingSwift.inSegments(TestingSwift.store(options), SEGMENT);
  }

  private static ByteArrayInputStream data(int length) {
    return new ByteArrayInputStream(TestingStreams.bytes(length));
  }

  private static byte[] read(Store store, StoreLocation location) throws IOException {
    try (OpenImage image = store.open(location, ByteRange.ALL)) {
      return image.stream().readAllBytes();
    }
  }

  private static StoreException named(String meaning) {
    return switch (meaning) {
      case "Full" -> new StoreException.Full("");
      case "Duplicate" -> new StoreException.Duplicate("");
      case "WriteDenied" -> new StoreException.WriteDenied("");
      default -> new StoreException.Unavailable("");
    };
  }
}
