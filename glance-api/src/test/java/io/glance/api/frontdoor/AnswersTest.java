package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.DiffersFromGlance;
import io.glance.common.testing.VerifiedAgainstGlance;
import io.glance.fixture.ProbeController;
import io.glance.fixture.RawHttp;
import io.glance.fixture.RunningApi;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static RunningApi api;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    api = RunningApi.start(Map.of(), ProbeController.class);
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  @Test
  void jsonIsWrittenAsPythonDoes() throws Exception {
    HttpResponse<String> answer = send("GET", "/v2/probes", BodyPublishers.noBody());

    assertThat(answer.body())
        .isEqualTo(
            "{\"name\": \"é\\u0001\", \"nothing\": null, \"yes\": true, \"numbers\": [1, 2]}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void aGoodAnswerIsJsonWhateverTheClientAccepts() throws Exception {
    RawHttp.Answer answer =
        RawHttp.ask(api.port(), "GET /v2/probes HTTP/1.1", "Host: x", "Accept: image/png");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
  }

  @Test
  @VerifiedAgainstGlance("33")
  void nothingHasTheTypeOfAPage() throws Exception {
    HttpResponse<String> deleted = send("DELETE", "/v2/probes/1", BodyPublishers.noBody());
    HttpResponse<String> accepted = send("PATCH", "/v2/probes/1", BodyPublishers.ofString("[]"));

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(accepted.headers().firstValueAsLong("Content-Length")).hasValue(0);
  }

  @Test
  void aLocationIsWrittenAsTheClientWroteTheHost() throws Exception {
    RawHttp.Answer answer =
        RawHttp.send(
            api.port(),
            "POST /v2/probes HTTP/1.1\r\nHost: public.example:80\r\nConnection: close\r\n"
                + "Content-Length: 2\r\n\r\n{}");

    assertThat(answer.headers()).containsEntry("Location", "http://public.example/v2/probes/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": [1, 2.50, null, true]} | {\"a\":[1,2.50,null,true]}",
        "{\"a\": 1, \"a\": 2} | {\"a\":2}",
        "[] | []",
        "' { } ' | {}",
      })
  void aBodyOfJsonIsRead(String body, String read) throws Exception {
    HttpResponse<String> answer = send("POST", "/v2/probes", BodyPublishers.ofString(body));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"got\": \"" + read.replace("\"", "\\\"") + "\"}");
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{bad | Malformed JSON in request body.",
        "{} {} | Malformed JSON in request body.",
        "{'a': 1} | Malformed JSON in request body.",
        "[1,] | Malformed JSON in request body.",
        "3 | Unexpected body type. Expected list/dict.",
        "\"x\" | Unexpected body type. Expected list/dict.",
        "null | Unexpected body type. Expected list/dict.",
        "~~ | Body expected in request.",
      })
  void aBodyThatIsNoneIsRefused(String body, String message) throws Exception {
    assertRefused(send("POST", "/v2/probes", BodyPublishers.ofString(body)), 400, message);
  }

  @ParameterizedTest
  @DiffersFromGlance("takes half characters and NaN for values; breaks on them later")
  @ValueSource(
      strings = {
        "{\"a\": \"\\ud800\"}",
        "{\"\\udc00\": 1}",
        "[{\"a\": [\"\\udc00\\ud800\"]}]",
        "{\"a\": NaN}",
      })
  void halfCharactersAreRefused(String body) throws Exception {
    assertRefused(
        send("POST", "/v2/probes", BodyPublishers.ofString(body)),
        400,
        "Malformed JSON in request body.");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    assertRefused(
        send(
            "POST",
            "/v2/probes",
            BodyPublishers.ofByteArray(new byte[] {'[', '"', (byte) 0xff, '"', ']'})),
        400,
        "Malformed JSON in request body.");
  }

  @Test
  void aBodyDeeperThanAnyUseIsRefused() throws Exception {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertRefused(
        send("POST", "/v2/probes", BodyPublishers.ofString(deep)),
        400,
        "Malformed JSON in request body.");
  }

  @Test
  void aBodyLargerThanAnyUseIsRefused() throws Exception {
    BodyPublisher chunked =
        BodyPublishers.ofInputStream(
            () -> new java.io.ByteArrayInputStream(new byte[(10 << 20) + 1]));

    assertRefused(
        send("POST", "/v2/probes", chunked),
        413,
        "The body of your request was too large for this server.");
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @CsvSource({"GET, /v2/probes/1", "DELETE, /v2/probes/1", "POST, /v2/probes/1/actions"})
  void aBodyWhereNoneBelongsIsRefused(String verb, String path) throws Exception {
    assertRefused(
        send(verb, path, BodyPublishers.ofString("{}")),
        400,
        "A body is not expected with this request.");
  }

  @Test
  @VerifiedAgainstGlance("33")
  void aChunkedBodyIsOneOnlyForVerbsThatHaveOne() throws Exception {
    BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[] {'{', '}'}));

    assertRefused(
        send("POST", "/v2/probes/1/actions", chunked),
        400,
        "A body is not expected with this request.");
    assertThat(send("DELETE", "/v2/probes/1", chunked).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | gone <fishing> | | gone <fishing><br /><br />\\n\\n\\n",
        "403 | | not yours | Access was denied to this resource.<br /><br />\\nnot yours\\n\\n",
        "416 | | 9-1 | The Range requested is not available.<br /><br />\\n9-1\\n\\n",
        "415 | | x | The request media type ${CONTENT_TYPE} is not supported by this server.\\n"
            + "<br /><br />\\nx",
      })
  void anErrorSaysWhatItWasTold(String kind, String explanation, String detail, String message)
      throws Exception {
    String query =
        (explanation == null
                ? ""
                : "&explanation=" + URLEncoder.encode(explanation, StandardCharsets.UTF_8))
            + (detail == null
                ? ""
                : "&detail=" + URLEncoder.encode(detail, StandardCharsets.UTF_8));

    HttpResponse<String> answer =
        send("GET", "/v2/errors/" + kind + "?x=" + query, BodyPublishers.noBody());

    assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(kind));
    assertThat(answer.body()).startsWith("{\"message\": \"" + message + "\", \"code\": \"" + kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bug", "error"})
  void aBugIsOursToKnow(String kind) throws Exception {
    HttpResponse<String> answer = send("GET", "/v2/errors/" + kind, BodyPublishers.noBody());

    assertRefused(
        answer,
        500,
        "The server has either erred or is incapable of performing the requested operation.");
    assertThat(answer.headers().firstValue("x-openstack-request-id")).isPresent();
  }

  @Test
  void anAnswerThatBreaksOffIsNotTakenForAWholeOne() {
    assertThatThrownBy(() -> send("GET", "/v2/errors/half", BodyPublishers.noBody()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aRefusedUploadIsAnsweredBeforeItEnds() throws Exception {
    String head =
        "PUT /v2/probes/7/refusal HTTP/1.1\r\nHost: x\r\nAccept: text/plain\r\n"
            + "Content-Length: 5000000000\r\n\r\n"
            + "x".repeat(3 << 20);

    RawHttp.Answer answer = RawHttp.send(api.port(), head);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).startsWith("409 Conflict\n\nImage 7 is busy\n");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"message\": \"" + message + "<br /><br />\\n\\n\\n\"");
  }

  private static HttpResponse<String> send(String verb, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(api.at(path))
            .header("Accept", "application/json")
            .method(verb, body)
            .build(),
        BodyHandlers.ofString());
  }
}
