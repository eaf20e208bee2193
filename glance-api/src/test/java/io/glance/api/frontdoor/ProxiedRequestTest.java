package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.ProbeController;
import io.glance.fixture.RawHttp;
import io.glance.fixture.RunningApi;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source of what is expected: oslo_middleware/http_proxy_to_wsgi.py. */
class ProxiedRequestTest {
  private static final String HOST = "Host: glance.example:9292";
  private static RunningApi believing;
  private static RunningApi doubting;

  @BeforeAll
  static void start() {
    believing =
        RunningApi.start(
            Map.of("oslo.oslo_middleware.enable_proxy_headers_parsing", "true"),
            ProbeController.class);
    doubting = RunningApi.start(Map.of(), ProbeController.class);
  }

  @AfterAll
  static void stop() {
    believing.close();
    doubting.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-Proto: https | https://glance.example:9292/v2/",
        "X-Forwarded-Host: images.example | http://images.example/v2/",
        "X-Forwarded-Prefix: /image | http://glance.example:9292/image/v2/",
        "Forwarded: for=1.2.3.4;proto=https;host=images.example, for=5.6.7.8 | https://images.example/v2/",
        "Forwarded: proto=\"https\" | https://glance.example:9292/v2/",
        "X-Forwarded-Proto: javascript | http://glance.example:9292/v2/",
        "X-Forwarded-Host: evil\"/<x> | http://glance.example:9292/v2/",
      })
  void linksAreThoseThatTheClientOfAProxyUses(String header, String link) throws IOException {
    assertThat(RawHttp.ask(believing.port(), "GET /versions HTTP/1.1", HOST, header).body())
        .contains("\"href\": \"" + link + "\"");
    assertThat(RawHttp.ask(doubting.port(), "GET /versions HTTP/1.1", HOST, header).body())
        .contains("\"href\": \"http://glance.example:9292/v2/\"");
  }

  @Test
  void aNewResourceIsWhereTheClientCanReachIt() throws IOException {
    RawHttp.Answer answer =
        RawHttp.ask(
            believing.port(),
            "GET /v2 HTTP/1.1",
            HOST,
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: images.example");

    assertThat(answer.headers()).containsEntry("Location", "https://images.example/v2/");
  }
}
