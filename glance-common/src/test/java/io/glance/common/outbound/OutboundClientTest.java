package io.glance.common.outbound;

import static io.glance.common.testing.TestingHttpServer.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingHttpServer;
import io.glance.common.testing.TestingHttpServer.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboundClientTest {
  private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.US_ASCII);
  private static final OutboundSettings IMPATIENT =
      OutboundSettings.DEFAULT.waiting(
          new OutboundSettings.Waits(
              Duration.ofSeconds(1),
              Duration.ofMillis(500),
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)));

  private final TestingResolver names =
      new TestingResolver().with("images.example", "127.0.0.1").with("other.example", "127.0.0.1");
  private TestingHttpServer server;
  private OutboundClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestingHttpServer.start();
    server.keep("/file", BYTES);
    client = client(Filters.only("127.0.0.1", "images.example", "other.example"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void anAnswerIsReadAsItComes() throws Exception {
    try (OutboundResponse response = client.open(OutboundRequest.get(server.url("/file")))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.length()).isEqualTo(BYTES.length);
      assertThat(response.body().readAllBytes()).isEqualTo(BYTES);
    }
  }

  @Test
  void headersOfOneRequestAreTheseAndNoMore() throws Exception {
    OutboundRequest request =
        OutboundRequest.get(server.urlAt("images.example", "/file?a=b&c=%20#fragment"))
            .withHeader("Range", "bytes=5-")
            .withCredential("X-Auth-Token", "secret");

    try (OutboundResponse response = client.open(request)) {
      assertThat(response.status()).isEqualTo(206);
      assertThat(response.header("content-range")).hasValue("bytes 5-9/10");
      assertThat(response.body().readAllBytes()).asString().isEqualTo("bytes");
    }
    Request asked = server.requests().getFirst();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.target()).isEqualTo("/file?a=b&c=%20");
    assertThat(asked.headers())
        .containsOnly(
            Map.entry("host", "images.example:" + server.port()),
            Map.entry("range", "bytes=5-"),
            Map.entry("x-auth-token", "secret"),
            Map.entry("accept-encoding", "identity"),
            Map.entry("connection", "close"),
            Map.entry("user-agent", "glance"));
  }

  @Test
  void theTargetIsSentAsItWasWritten() throws Exception {
    String target = "//a//../%2e/b|{c}?d=[e]&f=\"g\"";
    server.answer("//a//../%2e/b|{c}", (request, out) -> head(out, 200));

    try (OutboundResponse response = client.open(OutboundRequest.get(server.url(target)))) {
      assertThat(response.status()).isEqualTo(200);
    }
    try (OutboundResponse response = client.open(OutboundRequest.get(server.url("/é")))) {
      assertThat(response.status()).isEqualTo(404);
    }
    assertThat(server.requests()).extracting(Request::target).containsExactly(target, "/%C3%A9");
  }

  @Test
  void aHeadHasALengthAndNoBody() throws Exception {
    try (OutboundResponse response = client.open(OutboundRequest.head(server.url("/file")))) {
      assertThat(response.length()).isEqualTo(BYTES.length);
      assertThat(response.body().readAllBytes()).isEmpty();
    }
    assertThat(server.requests()).extracting(Request::method).containsExactly("HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: many",
        "Content-Length: -5",
        "Content-Length: 99999999999999999999",
        "X-Nothing: 1"
      })
  void aLengthThatIsNoneIsUnknown(String header) throws Exception {
    server.answer("/odd", (request, out) -> head(out, 200, header));

    try (OutboundResponse response = client.open(OutboundRequest.head(server.url("/odd")))) {
      assertThat(response.length()).isEqualTo(OutboundResponse.UNKNOWN);
    }
  }

  @Test
  void errorsAreAnswersToo() throws Exception {
    server.status("/broken", 503);

    try (OutboundResponse response = client.open(OutboundRequest.get(server.url("/broken")))) {
      assertThat(response.status()).isEqualTo(503);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aUserInTheUrlBecomesBasicAuthentication() throws Exception {
    String url = server.url("/file").replace("://", "://us%40er:pass+word@");

    client.open(OutboundRequest.get(url)).close();

    assertThat(server.requests().getFirst().headers())
        .containsEntry("authorization", "Basic dXNAZXI6cGFzcyt3b3Jk")
        .containsEntry("host", "127.0.0.1:" + server.port());
  }

  @Test
  void whatDoesNotPassIsNotAsked() {
    OutboundClient usual = client(Filters.USUAL);

    assertThatThrownBy(() -> usual.open(OutboundRequest.get(server.url("/file"))))
        .isInstanceOf(OutboundException.Refused.class);
    assertThatThrownBy(() ->
            client(Filters.anyPort())
                .open(OutboundRequest.get(server.urlAt("images.example", "/file"))))
        .isInstanceOf(OutboundException.Refused.class)
        .hasMessage("host has no address that is allowed");

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aNameThatChangesItsAddressIsAskedOnlyWhereItPassed() {
    TestingResolver rebinding =
        new TestingResolver()
            .with("rebinding.example", "192.0.2.1")
            .with("rebinding.example", "127.0.0.1");
    OutboundFilter filter = new OutboundFilter(Filters.anyPort(), rebinding);
    OutboundClient rebound = new OutboundClient(filter, IMPATIENT);
    OutboundRequest request = OutboundRequest.get(server.urlAt("rebinding.example", "/file"));

    assertThatThrownBy(() -> rebound.open(request))
        .isInstanceOf(OutboundException.Unanswered.class);
    assertThat(rebinding.lookups()).isEqualTo(1);
    assertThatThrownBy(() -> rebound.open(request)).isInstanceOf(OutboundException.Refused.class);

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aNameThatPassedEarlierIsJudgedAnew() {
    TestingResolver rebinding =
        new TestingResolver()
            .with("rebinding.example", "192.0.2.1")
            .with("rebinding.example", "127.0.0.1");
    OutboundFilter filter = new OutboundFilter(Filters.anyPort(), rebinding);
    String url = server.urlAt("rebinding.example", "/file");

    assertThat(filter.passes(url)).isTrue();
    assertThatThrownBy(() -> new OutboundClient(filter).open(OutboundRequest.get(url)))
        .isInstanceOf(OutboundException.Refused.class);

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anAddressThatIsDroppedIsNotTriedBesideOneThatPasses() {
    TestingResolver both = new TestingResolver().with("both.example", "127.0.0.1", "192.0.2.1");
    OutboundClient rebound =
        new OutboundClient(new OutboundFilter(Filters.anyPort(), both), IMPATIENT);

    assertThatThrownBy(
            () -> rebound.open(OutboundRequest.get(server.urlAt("both.example", "/file"))))
        .isInstanceOf(OutboundException.Unanswered.class);

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void oneAddressAfterTheOtherIsTried() throws Exception {
    names.with("several.example", "127.0.0.9", "127.0.0.1");
    OutboundClient several = client(Filters.only("several.example"));

    try (OutboundResponse response =
        several.open(OutboundRequest.get(server.urlAt("several.example", "/file")))) {
      assertThat(response.status()).isEqualTo(200);
    }
  }

  @Test
  void nobodyAtThatPortIsNoAnswer() throws Exception {
    server.close();

    try (Socket owner = new Socket()) { // so that nobody else listens there
      owner.setReuseAddress(true);
      owner.bind(new InetSocketAddress("127.0.0.1", server.port()));
      assertThatThrownBy(() -> client.open(OutboundRequest.get(server.url("/file"))))
          .isInstanceOf(OutboundException.Unanswered.class)
          .hasMessageContaining("http://127.0.0.1:" + server.port())
          .hasMessageNotContaining("/file");
    }
  }

  @Test
  void whatSpeaksNoHttpIsNoAnswer() {
    server.answer(
        "/ssh",
        (request, out) -> out.write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII)));

    assertThatThrownBy(() -> client.open(OutboundRequest.get(server.url("/ssh"))))
        .isInstanceOf(OutboundException.Unanswered.class);
  }

  @Test
  void aSilentServerIsNoAnswer() {
    server.answer("/silent", (request, out) -> TimeUnit.SECONDS.sleep(30));

    assertThatThrownBy(() -> impatient().open(OutboundRequest.get(server.url("/silent"))))
        .isInstanceOf(OutboundException.Unanswered.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void headersThatTrickleInAreNoAnswer() {
    server.answer(
        "/slow",
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write('x');
            out.flush();
            TimeUnit.MILLISECONDS.sleep(50);
          }
        });

    assertThatThrownBy(() -> impatient().open(OutboundRequest.get(server.url("/slow"))))
        .isInstanceOf(OutboundException.Unanswered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Endless: x\r\n", "x", "garbage\r\n"})
  void endlessHeadsAreNoAnswer(String piece) {
    server.answer("/endless", (request, out) -> repeat(out, "HTTP/1.1 200 OK\r\n", piece));

    assertThatThrownBy(() -> impatient().open(OutboundRequest.get(server.url("/endless"))))
        .isInstanceOf(OutboundException.Unanswered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "garbage\r\n", "\r\n"})
  void headsThatNeverBeginAreNoAnswer(String piece) {
    server.answer("/endless", (request, out) -> repeat(out, "", piece));

    assertThatThrownBy(() -> impatient().open(OutboundRequest.get(server.url("/endless"))))
        .isInstanceOf(OutboundException.Unanswered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Length: none", "Content-Length: 1000000000000"})
  void closingEndsAnEndlessBody(String header) throws Exception {
    server.endlessBody("/endless", header);

    OutboundResponse response = client.open(OutboundRequest.get(server.url("/endless")));
    assertThat(response.body().readNBytes(1000)).isEqualTo(new byte[1000]);
    response.close();

    assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    awaitNoConnections();
  }

  @Test
  void closingEndsAnEndlessChunkedBody() throws Exception {
    server.answer(
        "/chunks",
        (request, out) -> {
          head(out, 200, "Transfer-Encoding: chunked");
          while (true) {
            out.write("5\r\nabcde\r\n".getBytes(StandardCharsets.US_ASCII));
          }
        });

    OutboundResponse response = client.open(OutboundRequest.get(server.url("/chunks")));
    assertThat(response.length()).isEqualTo(OutboundResponse.UNKNOWN);
    assertThat(response.body().readNBytes(7)).asString().isEqualTo("abcdeab");
    response.body().close();

    awaitNoConnections();
  }

  @Test
  void aBodyIsReadNoFurtherThanTheCallerReads() throws Exception {
    CountDownLatch allSent = new CountDownLatch(1);
    server.answer(
        "/large",
        (request, out) -> {
          head(out, 200);
          out.write(new byte[64 * 1024 * 1024]);
          allSent.countDown();
        });

    try (OutboundResponse response = client.open(OutboundRequest.get(server.url("/large")))) {
      response.body().readNBytes(10);
      assertThat(allSent.await(1, TimeUnit.SECONDS)).isFalse();
    }
    awaitNoConnections();
  }

  @Test
  void aBodyThatIsCutFails() throws Exception {
    server.cutAfter("/cut", BYTES, 4);

    try (OutboundResponse response = client.open(OutboundRequest.get(server.url("/cut")))) {
      assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aBodyThatStopsComingFails() throws Exception {
    server.answer(
        "/stalled",
        (request, out) -> {
          head(out, 200, "Content-Length: 10");
          out.write(1);
          out.flush();
          TimeUnit.SECONDS.sleep(30);
        });

    try (OutboundResponse response =
        impatient().open(OutboundRequest.get(server.url("/stalled")))) {
      assertThatThrownBy(() -> response.body().readAllBytes())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void cookiesAndAuthenticationAreNotKept() throws Exception {
    server.answer(
        "/cookie", (request, out) -> head(out, 200, "Set-Cookie: a=b", "Content-Length: 0"));
    client.open(OutboundRequest.get(server.url("/cookie").replace("://", "://user:pw@"))).close();

    client.open(OutboundRequest.get(server.url("/file"))).close();

    assertThat(server.requests().getLast().headers()).doesNotContainKeys("cookie", "authorization");
  }

  private static void repeat(OutputStream out, String once, String again) throws IOException {
    out.write(once.getBytes(StandardCharsets.US_ASCII));
    byte[] piece = again.getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(piece);
    }
  }

  private OutboundClient impatient() {
    return client(Filters.only("127.0.0.1"), IMPATIENT);
  }

  private void awaitNoConnections() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (server.openConnections() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(server.openConnections()).isZero();
  }

  private OutboundClient client(OutboundProperties options) {
    return client(options, OutboundSettings.DEFAULT);
  }

  private OutboundClient client(OutboundProperties options, OutboundSettings settings) {
    return new OutboundClient(new OutboundFilter(options, names), settings);
  }
}
