package io.glance.store.http;

import static io.glance.common.testing.TestingHttpServer.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.outbound.OutboundClient;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.OutboundProperties;
import io.glance.common.outbound.OutboundSettings;
import io.glance.common.testing.TestingHttpServer;
import io.glance.common.testing.TestingHttpServer.Request;
import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.StoreReadingContractTest;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStoreTest extends StoreReadingContractTest {
  private static final byte[] BYTES = TestingStreams.bytes(100_000);
  private static final OutboundSettings IMPATIENT =
      OutboundSettings.DEFAULT.waiting(
          new OutboundSettings.Waits(
              Duration.ofSeconds(1),
              Duration.ofMillis(500),
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)));

  private final TestingHttpServer server = server();
  private final Store store = store();

  @Override
  protected Store store() {
    return store(allowing("127.0.0.1"), OutboundSettings.DEFAULT);
  }

  @Override
  protected StoreLocation keep(byte[] bytes) {
    String path = "/" + UUID.randomUUID();
    server.keep(path, bytes);
    return at(path);
  }

  @Override
  protected StoreLocation nowhere() {
    return at("/nowhere");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void itReadsAndDoesNothingElse() throws Exception {
    StoreLocation location = keep(BYTES);

    assertThat(store.capabilities())
        .containsExactlyInAnyOrder(Capability.READ, Capability.READ_RANGE);
    assertThatThrownBy(() -> store.write("id", TestingStreams.zeros(1), 1))
        .isInstanceOf(StoreException.Unsupported.class);
    assertThatThrownBy(() -> store.delete(location))
        .isInstanceOf(StoreException.Unsupported.class)
        .hasMessage("Deleting images from this store is not supported.");
    assertThatCode(() -> store.discard("id")).doesNotThrowAnyException();
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, bytes=0-9",
    "10, -1, bytes=10-",
    "17, 0, bytes=17-17",
    "9223372036854775800, 100, bytes=9223372036854775800-"
  })
  void aRangeIsAskedOfTheServer(long offset, long length, String header) throws Exception {
    StoreLocation location = keep(BYTES);

    store.open(location, new ByteRange(offset, length)).close();

    assertThat(server.requests())
        .extracting(request -> request.headers().get("range"))
        .containsExactly(header);
  }

  @Test
  void theWholeIsAskedWithoutARange() throws Exception {
    StoreLocation location = keep(BYTES);

    try (OpenImage image = store.open(location, ByteRange.ALL)) {
      assertThat(image.length()).isEqualTo(BYTES.length);
    }
    assertThat(server.requests().getFirst().headers()).doesNotContainKey("range");
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "1, -1", "99999, 1000", "100000, 5", "200000, -1", "65535, 2", "17, 0"})
  void serversThatKnowNoRangesAreReadUpToThem(long offset, long length) throws Exception {
    server.keepWhole("/whole", BYTES);
    int from = (int) Math.min(offset, BYTES.length);
    int to = length < 0 ? BYTES.length : (int) Math.min(BYTES.length, from + length);

    try (OpenImage image = store.open(at("/whole"), new ByteRange(offset, length))) {
      assertThat(image.length()).isEqualTo(to - from);
      assertThat(image.stream().readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, from, to));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes 0-9/100000", "bytes 11-20/100000", "pieces 10-19", "", "bytes */5"})
  void anotherPartThanTheOneAskedForIsRefused(String sent) {
    server.answer("/other", (request, out) -> head(out, 206, "Content-Range: " + sent));

    assertThatThrownBy(() -> store.open(at("/other"), new ByteRange(10, 10)))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage("The server sent another part of the image.");
    assertThatThrownBy(() -> store.open(at("/other"), ByteRange.ALL))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void aLongerPartThanTheOneAskedForIsCut() throws Exception {
    server.answer(
        "/long",
        (request, out) -> {
          head(out, 206, "Content-Range: bytes 5-99/100");
          out.write(new byte[200]);
        });

    try (OpenImage image = store.open(at("/long"), new ByteRange(5, 7));
        OpenImage rest = store.open(at("/long"), new ByteRange(5, ByteRange.TO_THE_END))) {
      assertThat(image.length()).isEqualTo(7);
      assertThat(image.stream().readAllBytes()).hasSize(7);
      assertThat(rest.length()).isEqualTo(95);
      assertThat(rest.stream().readAllBytes()).hasSize(95);
    }
  }

  @Test
  void theSizeIsThatOfTheAnswerToHead() throws Exception {
    StoreLocation location = keep(BYTES);
    server.answer("/unknown", (request, out) -> head(out, 200));

    assertThat(store.size(location)).isEqualTo(BYTES.length);
    assertThat(store.size(at("/unknown"))).isEqualTo(-1);
    assertThat(server.requests()).extracting(Request::method).containsOnly("HEAD");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 405, 410, 416, 500, 503})
  void otherErrorsAreBadLocations(int status) {
    server.status("/broken", status);

    assertThatThrownBy(() -> store.open(at("/broken"), ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("HTTP URL returned a %d status code.".formatted(status));
    assertThatThrownBy(() -> store.size(at("/broken")))
        .isInstanceOf(StoreException.BadLocation.class);
  }

  @Test
  void noAnswerIsUnavailableAndNoSize() throws Exception {
    server.close();

    assertThatThrownBy(() -> store.open(at("/file"), ByteRange.ALL))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage("Remote server where the image is present is unavailable.");
    assertThatThrownBy(() -> store.size(at("/file")))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("The HTTP URL is invalid: there is no answer");
  }

  @Test
  void aServerThatTricklesItsHeadersIsUnavailable() {
    server.answer(
        "/slow",
        (request, out) -> {
          while (true) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            TimeUnit.MILLISECONDS.sleep(50);
          }
        });
    Store impatient = store(allowing("127.0.0.1"), IMPATIENT);

    assertThatThrownBy(() -> impatient.open(at("/slow"), ByteRange.ALL))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void anImageThatIsCutFails() throws Exception {
    server.cutAfter("/cut", BYTES, 50_000);

    try (OpenImage image = store.open(at("/cut"), ByteRange.ALL)) {
      assertThatThrownBy(() -> image.stream().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anEndlessImageIsClosedAtOnce() throws Exception {
    server.endlessBody("/endless", "Content-Length: 1000000000000");

    OpenImage image = store.open(at("/endless"), new ByteRange(1000, 10));
    assertThat(image.stream().readAllBytes()).hasSize(10);
    image.close();
    image.close();

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (server.openConnections() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(server.openConnections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302})
  void redirectsAreFollowed(int status) throws Exception {
    StoreLocation location = keep(BYTES);
    server.redirect("/from", status, location.url());

    try (OpenImage image = store.open(at("/from"), new ByteRange(5, 10))) {
      assertThat(image.stream().readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, 5, 15));
    }
    assertThat(store.size(at("/from"))).isEqualTo(BYTES.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 303, 304, 307, 308})
  void otherRedirectsAreNot(int status) {
    server.redirect("/from", status, keep(BYTES).url());

    assertThatThrownBy(() -> store.open(at("/from"), ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage(
            "The HTTP URL attempted to redirect with an invalid %d status code.".formatted(status));
  }

  @Test
  void fourRedirectsAreFollowedAndNotFive() throws Exception {
    StoreLocation location = keep(BYTES);
    server.redirect("/1", 302, server.url("/2"));
    server.redirect("/2", 302, server.url("/3"));
    server.redirect("/3", 302, server.url("/4"));
    server.redirect("/4", 302, server.url("/5"));
    server.redirect("/5", 302, location.url());

    store.open(at("/2"), ByteRange.ALL).close();
    assertThatThrownBy(() -> store.open(at("/1"), ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("The HTTP URL exceeded 5 maximum redirects.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/file",
        "file",
        "file:///etc/passwd",
        "ftp://127.0.0.1/file",
        "http://127.0.0.2:PORT/file",
        "http://[::1]:PORT/file",
        "http://2130706433:PORT/file",
        "http://169.254.169.254/latest/meta-data/"
      })
  void redirectsElsewhereAreNotFollowed(String location) {
    server.keep("/file", BYTES);
    server.redirect("/from", 302, location.replace("PORT", "" + server.port()));

    assertThatThrownBy(() -> store.open(at("/from"), ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("The Store URI was malformed.");
    assertThatThrownBy(() -> store.size(at("/from")))
        .isInstanceOf(StoreException.BadLocation.class);

    assertThat(server.requests()).extracting(Request::target).containsOnly("/from");
  }

  @Test
  void whatTheFilterRefusesIsNotAsked() {
    Store usual = store(allowing(), OutboundSettings.DEFAULT);
    StoreLocation location = keep(BYTES);

    assertThatThrownBy(() -> usual.open(location, ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("The Store URI was malformed.");
    assertThatThrownBy(() -> usual.size(location)).isInstanceOf(StoreException.BadLocation.class);

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aNameIsJudgedWheneverAnImageIsOpened() throws Exception {
    OutboundFilter first = new OutboundFilter(allowing("images.example"), HttpStoreTest::here);
    OutboundFilter later = new OutboundFilter(allowing(), HttpStoreTest::here);
    StoreLocation location =
        new StoreLocation(keep(BYTES).url().replace("127.0.0.1", "images.example"));

    new HttpStore(new OutboundClient(first)).open(location, ByteRange.ALL).close();
    assertThatThrownBy(() -> new HttpStore(new OutboundClient(later)).open(location, ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class);

    assertThat(server.requests())
        .extracting(request -> request.headers().get("host"))
        .containsExactly("images.example:" + server.port());
  }

  @Test
  void aUserAndAPasswordAreSent() throws Exception {
    StoreLocation location =
        new StoreLocation(keep(BYTES).url().replace("://", "://user:password@"));

    store.open(location, ByteRange.ALL).close();

    assertThat(server.requests().getFirst().headers())
        .containsEntry("authorization", "Basic dXNlcjpwYXNzd29yZA==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "user:pass:word", ""})
  void aUserHasOnePassword(String user) {
    StoreLocation location = new StoreLocation("http://" + user + "@127.0.0.1/file");

    assertThatThrownBy(() -> store.open(location, ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("Credentials are not well-formatted.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "swift+http://127.0.0.1/x"})
  void otherSchemesAreNotItsOwn(String url) {
    assertThatThrownBy(() -> store.open(new StoreLocation(url), ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("not a location of an http store");
  }

  private static TestingHttpServer server() {
    try {
      return TestingHttpServer.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<InetAddress> here(String name) {
    return List.of(InetAddress.ofLiteral("127.0.0.1"));
  }

  private static Store store(OutboundProperties options, OutboundSettings settings) {
    return new HttpStore(new OutboundClient(new OutboundFilter(options), settings));
  }

  /** On any port. */
  private static OutboundProperties allowing(String... hosts) {
    return new OutboundProperties(
        List.of("http", "https"), List.of(), List.of(hosts), List.of(), List.of(), List.of());
  }

  private StoreLocation at(String path) {
    return new StoreLocation(server.url(path));
  }
}
