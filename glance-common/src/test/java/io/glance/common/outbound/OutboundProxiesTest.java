package io.glance.common.outbound;

import static io.glance.common.testing.TestingHttpServer.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.glance.common.testing.TestingHttpServer;
import io.glance.common.testing.TestingHttpServer.Request;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboundProxiesTest {
  private final TestingResolver names =
      new TestingResolver().with("images.example", "192.0.2.1").with("here.example", "127.0.0.1");
  private TestingHttpServer proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = TestingHttpServer.start();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "all"})
  void theProxyIsGivenTheName(String scheme) throws Exception {
    proxy.keep("http://images.example/file", new byte[] {1, 2, 3});
    OutboundClient client = through(Map.of(scheme, "127.0.0.1:" + proxy.port()));

    try (OutboundResponse response =
        client.open(OutboundRequest.get("http://images.example/file"))) {
      assertThat(response.body().readAllBytes()).hasSize(3);
    }
    assertThat(proxy.requests().getFirst().headers()).containsEntry("host", "images.example");
  }

  @Test
  void httpsGoesThroughATunnel() {
    OutboundClient client = through(Map.of("https", "http://127.0.0.1:" + proxy.port()));

    assertThatThrownBy(() -> client.open(OutboundRequest.get("https://images.example/file")))
        .isInstanceOf(OutboundException.Unanswered.class)
        .hasMessageContaining("the proxy answered, with status 404");

    assertThat(proxy.requests())
        .extracting(Request::method, Request::target)
        .containsExactly(tuple("CONNECT", "images.example:443"));
  }

  @Test
  void theFilterJudgesBeforeTheProxyIsAsked() {
    OutboundClient client = through(Map.of("http", "127.0.0.1:" + proxy.port()));

    assertThatThrownBy(() -> client.open(OutboundRequest.get("http://here.example/file")))
        .isInstanceOf(OutboundException.Refused.class);

    assertThat(proxy.requests()).isEmpty();
  }

  @Test
  void aProxyThatWantsAPasswordGetsIt() throws Exception {
    proxy.answer(
        "http://images.example/file",
        (request, out) -> {
          boolean known = request.headers().containsKey("proxy-authorization");
          head(
              out,
              known ? 200 : 407,
              "Proxy-Authenticate: Basic realm=\"proxy\"",
              "Content-Length: 0");
        });
    OutboundClient client = through(Map.of("http", "http://user:pw@127.0.0.1:" + proxy.port()));

    try (OutboundResponse response =
        client.open(OutboundRequest.get("http://images.example/file"))) {
      assertThat(response.status()).isEqualTo(200);
    }
    assertThat(proxy.requests().getLast().headers())
        .containsEntry("proxy-authorization", "Basic dXNlcjpwdw==");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp, 10.0.0.1:3128",
    "http, ''",
    "http, 10.0.0.1:0",
    "http, 10.0.0.1:65536",
    "http, https://10.0.0.1:3128",
    "http, socks5://10.0.0.1:3128",
    "http, user@10.0.0.1",
    "http, 10.0.0.1:3128/path"
  })
  void proxiesOfAnotherFormAreRefused(String scheme, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutboundProxies.of(Map.of(scheme, text)))
        .withMessageStartingWith("proxy for '%s'".formatted(scheme));
  }

  @Test
  void aProxysPasswordIsNotPrinted() {
    OutboundProxies proxies = OutboundProxies.of(Map.of("http", "user:secret@10.0.0.1:3128"));

    assertThat(proxies.forScheme("http").toString()).doesNotContain("secret");
    assertThat(proxies.forScheme("https")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutboundProxies.of(Map.of("http", "user:secret@10.0.0.1:x")))
        .withMessage("proxy for 'http' is not of the form host:port");
  }

  private OutboundClient through(Map<String, String> proxies) {
    return new OutboundClient(
        new OutboundFilter(Filters.USUAL, names),
        OutboundSettings.DEFAULT.through(OutboundProxies.of(proxies)));
  }
}
