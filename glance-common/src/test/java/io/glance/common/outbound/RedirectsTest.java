package io.glance.common.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingHttpServer;
import io.glance.common.testing.TestingHttpServer.Request;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedirectsTest {
  private final TestingResolver names =
      new TestingResolver()
          .with("images.example", "127.0.0.1")
          .with("other.example", "127.0.0.1")
          .with("internal.example", "127.0.0.1");
  private TestingHttpServer server;
  private OutboundClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestingHttpServer.start();
    server.keep("/dir/file", new byte[] {1, 2, 3});
    OutboundProperties options = Filters.only("images.example", "other.example");
    client = new OutboundClient(new OutboundFilter(options, names));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void theUsualOnesAreFollowed(int status) throws Exception {
    server.redirect("/from", status, at("other.example", "/dir/file"));

    try (OutboundResponse response = client.open(following("/from"))) {
      assertThat(response.body().readAllBytes()).hasSize(3);
    }
    assertThat(server.requests())
        .extracting(request -> request.headers().get("host"))
        .containsExactly("images.example:" + server.port(), "other.example:" + server.port());
  }

  @ParameterizedTest
  @CsvSource({
    "/dir/from, /dir/file",
    "/dir/from, file",
    "/dir/from?x=/y, file",
    "/dir/file?first, ?second",
    "/dir/from, //images.example:PORT/dir/file",
    "/from, dir/file"
  })
  void relativeOnesStartFromWhereTheyCome(String from, String location) throws Exception {
    server.answer(
        from.replaceFirst("\\?.*", ""),
        (request, out) -> {
          boolean again = request.target().endsWith("second");
          TestingHttpServer.head(
              out,
              again ? 200 : 302,
              "Location: " + location.replace("PORT", "" + server.port()),
              "Content-Length: 0");
        });

    try (OutboundResponse response = client.open(following(from))) {
      assertThat(response.status()).isEqualTo(200);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://internal.example:PORT/secret",
        "http://127.0.0.1:PORT/secret",
        "http://[::1]:PORT/secret",
        "http://2130706433:PORT/secret",
        "http://0x7f000001:PORT/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://images.example@127.0.0.1:PORT/secret",
        "//127.0.0.1:PORT/secret",
        "file:///etc/passwd",
        "ftp://images.example/secret",
        "gopher://images.example:PORT/_secret",
        "jar:http://images.example!/secret",
        "http:secret",
        "http://images.example:PORT\\@127.0.0.1/secret"
      })
  void onesThatDoNotPassAreNotFollowed(String location) {
    String redirect = location.replace("PORT", "" + server.port());
    server.redirect("/from", 302, redirect);
    server.keep("/secret", new byte[] {1});

    assertThatThrownBy(() -> client.open(following("/from")))
        .isInstanceOfSatisfying(
            OutboundException.Refused.class,
            refused -> {
              assertThat(refused.url()).endsWith(redirect);
              assertThat(refused.redirect()).isTrue();
            });

    assertThat(server.requests()).extracting(Request::target).containsExactly("/from");
  }

  @Test
  void aNameIsLookedUpAndJudgedForEachOne() {
    TestingResolver rebinding =
        new TestingResolver()
            .with("rebinding.example", "192.0.2.1")
            .with("images.example", "127.0.0.1");
    OutboundProperties options = Filters.only("images.example");
    OutboundClient strict = new OutboundClient(new OutboundFilter(options, rebinding));
    server.redirect("/from", 302, at("images.example", "/again"));
    server.redirect("/again", 302, at("rebinding.example", "/secret"));

    assertThatThrownBy(() -> strict.open(following("/from")))
        .isInstanceOf(OutboundException.Refused.class);

    assertThat(rebinding.lookups()).isEqualTo(2);
  }

  @Test
  void loopsEnd() {
    server.redirect("/loop", 302, at("images.example", "/loop"));

    assertThatThrownBy(() -> client.open(following("/loop")))
        .isInstanceOf(OutboundException.TooManyRedirects.class)
        .hasMessage("redirected more than 10 times");

    assertThat(server.requests()).hasSize(11);
  }

  @Test
  void noneAreFollowedUnlessWanted() throws Exception {
    server.redirect("/from", 302, at("images.example", "/dir/file"));

    try (OutboundResponse response =
        client.open(OutboundRequest.get(at("images.example", "/from")))) {
      assertThat(response.status()).isEqualTo(302);
      assertThat(response.header("location")).hasValue(at("images.example", "/dir/file"));
    }
  }

  @Test
  void otherStatusesAndMissingLocationsAreAnswers() throws Exception {
    server.redirect("/from", 303, at("images.example", "/dir/file"));
    server.status("/nowhere", 302);
    Redirects some = new Redirects(Set.of(301, 302), 4, true);

    try (OutboundResponse other =
            client.open(OutboundRequest.get(at("images.example", "/from")).following(some));
        OutboundResponse nowhere =
            client.open(OutboundRequest.get(at("images.example", "/nowhere")).following(some))) {
      assertThat(other.status()).isEqualTo(303);
      assertThat(nowhere.status()).isEqualTo(302);
    }
  }

  @Test
  void relativeOnesAreRefusedWhereWholeUrlsAreWanted() {
    server.redirect("/from", 302, "/dir/file");
    Redirects whole = new Redirects(Set.of(302), 4, true);

    assertThatThrownBy(
            () -> client.open(OutboundRequest.get(at("images.example", "/from")).following(whole)))
        .isInstanceOf(OutboundException.Refused.class);
  }

  @Test
  void credentialsStayWithTheServerTheyAreFor() throws Exception {
    server.redirect("/from", 302, at("other.example", "/back"));
    server.redirect("/back", 302, at("images.example", "/dir/file"));
    OutboundRequest request =
        OutboundRequest.get(at("user:password@images.example", "/from"))
            .following(Redirects.USUAL)
            .withHeader("Range", "bytes=1-")
            .withCredential("X-Auth-Token", "secret");

    client.open(request).close();

    assertThat(server.requests())
        .extracting(asked -> asked.headers().get("x-auth-token"))
        .containsExactly("secret", null, "secret");
    assertThat(server.requests())
        .extracting(asked -> asked.headers().containsKey("authorization"))
        .containsExactly(true, false, false);
    assertThat(server.requests())
        .extracting(asked -> asked.headers().get("range"))
        .containsOnly("bytes=1-");
  }

  @Test
  void anotherPortOfTheSameHostIsAnotherServer() throws Exception {
    try (TestingHttpServer neighbour = TestingHttpServer.start()) {
      neighbour.keep("/file", new byte[] {1});
      server.redirect("/from", 302, neighbour.urlAt("images.example", "/file"));

      client.open(following("/from").withCredential("X-Auth-Token", "secret")).close();

      assertThat(neighbour.requests().getFirst().headers()).doesNotContainKey("x-auth-token");
    }
  }

  @Test
  void redirectsWithEndlessBodiesAreLeftAtOnce() throws Exception {
    server.answer(
        "/from",
        (request, out) -> {
          TestingHttpServer.head(
              out,
              302,
              "Location: " + at("images.example", "/dir/file"),
              "Content-Length: 1000000000000");
          byte[] zeros = new byte[8192];
          while (true) {
            out.write(zeros);
          }
        });

    try (OutboundResponse response = client.open(following("/from"))) {
      assertThat(response.status()).isEqualTo(200);
    }
  }

  private OutboundRequest following(String path) {
    return OutboundRequest.get(at("images.example", path)).following(Redirects.USUAL);
  }

  private String at(String host, String path) {
    return server.urlAt(host, path);
  }
}
