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
import org.junit.jupiter.params.provider.ValueSource;

/** Source of what is expected: oslo_middleware/cors.py. */
class CorsTest {
  private static final String PAGE = "Origin: https://horizon.example";
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api =
        RunningApi.start(
            Map.of(
                "oslo.cors.allowed_origin", "https://horizon.example,https://also.example",
                "oslo.cors.max_age", "200",
                "oslo.cors.partner.allowed_origin", "https://partner.example",
                "oslo.cors.partner.allow_credentials", "false",
                "oslo.cors.partner.allow_methods", "GET",
                "oslo.cors.nobody.max_age", "1"),
            ProbeController.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aPageThatMayReadsTheAnswer() throws IOException {
    RawHttp.Answer answer = ask("GET /v2/probes", PAGE);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("Vary", "Origin")
        .containsEntry("Access-Control-Allow-Origin", "https://horizon.example")
        .containsEntry("Access-Control-Allow-Credentials", "true")
        .containsEntry(
            "Access-Control-Expose-Headers",
            "X-Image-Meta-Checksum,X-Auth-Token,X-Subject-Token,X-Service-Token,X-OpenStack-Request-ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /v2/nope", "GET /", "GET /versions", "PUT /v2/probes/1/refusal"})
  void errorsAndListsCanBeReadToo(String request) throws IOException {
    assertThat(ask(request, PAGE).headers())
        .containsEntry("Access-Control-Allow-Origin", "https://horizon.example");
  }

  @Test
  void anotherPageIsAnsweredWithoutPermission() throws IOException {
    RawHttp.Answer answer = ask("GET /v2/probes", "Origin: https://horizon.example.evil");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).doesNotContainKeys("Vary", "Access-Control-Allow-Origin");
    assertThat(ask("GET /v2/probes").headers()).doesNotContainKey("Access-Control-Allow-Origin");
  }

  @Test
  void aBrowserIsToldWhatAPageMayAsk() throws IOException {
    RawHttp.Answer answer =
        ask(
            "OPTIONS /v2/probes",
            PAGE,
            "Access-Control-Request-Method: PATCH",
            "Access-Control-Request-Headers: x-auth-token, content-type,");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers())
        .containsEntry("Vary", "Origin")
        .containsEntry("Access-Control-Allow-Origin", "https://horizon.example")
        .containsEntry("Access-Control-Allow-Credentials", "true")
        .containsEntry("Access-Control-Max-Age", "200")
        .containsEntry("Access-Control-Allow-Methods", "PATCH")
        .containsEntry("Access-Control-Allow-Headers", "x-auth-token,content-type")
        .doesNotContainKey("Access-Control-Expose-Headers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Access-Control-Request-Method: TRACE",
        "Access-Control-Request-Method: get",
        "X-Nothing: 1",
        "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: X-Evil",
      })
  void whatItMayNotAskIsNotAllowed(String asked) throws IOException {
    RawHttp.Answer answer = ask("OPTIONS /v2/probes", PAGE, asked);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
  }

  @Test
  void aSectionOfItsOwnHasOptionsOfItsOwnAndTheRestFromTheCommonOne() throws IOException {
    RawHttp.Answer answer =
        ask(
            "OPTIONS /v2/probes",
            "Origin: https://partner.example",
            "Access-Control-Request-Method: GET");

    assertThat(answer.headers())
        .containsEntry("Access-Control-Allow-Origin", "https://partner.example")
        .containsEntry("Access-Control-Max-Age", "200")
        .doesNotContainKey("Access-Control-Allow-Credentials");
    assertThat(
            ask(
                    "OPTIONS /v2/probes",
                    "Origin: https://partner.example",
                    "Access-Control-Request-Method: PUT")
                .headers())
        .doesNotContainKey("Access-Control-Allow-Origin");
  }

  private static RawHttp.Answer ask(String request, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    all[0] = "Host: glance.example:9292";
    System.arraycopy(headers, 0, all, 1, headers.length);
    return RawHttp.ask(api.port(), request + " HTTP/1.1", all);
  }
}
