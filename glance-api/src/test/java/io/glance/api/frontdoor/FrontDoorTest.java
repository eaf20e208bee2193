package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.DiffersFromGlance;
import io.glance.common.testing.VerifiedAgainstGlance;
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
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest {
  private static final String REQUEST_ID =
      "req-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start(Map.of(), ProbeController.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @ValueSource(
      strings = {"GET /", "POST /foo", "GET /v1/images", "DELETE /v3/x", "GET /healthcheckx"})
  void anUnknownVersionIsAnsweredWithTheList(String request) throws IOException {
    RawHttp.Answer answer = ask(request);

    assertThat(answer.status()).isEqualTo(300);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
    assertThat(answer.headers()).doesNotContainKey("x-openstack-request-id");
    assertThat(answer.body())
        .startsWith("{\"versions\": [{\"id\": \"v2.15\", ")
        .contains("\"href\": \"http://glance.example:9292/v2/\"");
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void theListItselfIsThereForEveryVerb() throws IOException {
    assertThat(ask("GET /versions").status()).isEqualTo(200);
    assertThat(ask("POST /versions/foo/bar").status()).isEqualTo(200);
    assertThat(ask("HEAD /versions").body()).isEmpty();
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void theRootOfAVersionIsRedirectedToNothing() throws IOException {
    RawHttp.Answer answer = ask("GET /v2");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers()).containsEntry("Location", "http://glance.example:9292/v2/");
    assertThat(answer.body()).isEmpty();
    assertThat(ask("GET /v2/").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @ValueSource(
      strings = {"/v2/probes", "//v2/probes", "/v2//probes", "/v2.7/probes", "/%76%32/pro%62es"})
  void manyPathsLeadToOneResource(String path) throws IOException {
    assertThat(ask("GET " + path).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @ValueSource(
      strings = {"/v2/probes/", "/v2/nope", "/v2/probes//x", "/v2/probes/a%2fb", "/v2/../v2/x"})
  void otherPathsLeadNowhere(String path) throws IOException {
    RawHttp.Answer answer = ask("GET " + path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("The resource could not be found.");
    assertThat(answer.headers().get("x-openstack-request-id")).matches(REQUEST_ID);
  }

  @Test
  @VerifiedAgainstGlance("33")
  void aVendorTypeReplacesTheVersion() throws IOException {
    String accept = "Accept: application/vnd.openstack.images-v2.3";

    assertThat(ask("GET /probes", accept).status()).isEqualTo(200);
    assertThat(ask("GET /v2/probes", accept).status()).isEqualTo(404);
    assertThat(ask("GET /v2/probes", accept).headers())
        .containsEntry("Content-Type", "text/plain;charset=UTF-8");
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /v2/probes | GET, POST",
        "DELETE /v2/probes | GET, POST",
        "POST /v2/probes/1 | GET, PATCH, DELETE",
        "FOO /v2/probes/1 | GET, PATCH, DELETE",
        "TRACE /v2/probes/1 | GET, PATCH, DELETE",
        "GET /v2/probes/1/actions | POST",
      })
  void aVerbThatAResourceLacksIsNotAllowed(String request, String allowed) throws IOException {
    RawHttp.Answer answer = ask(request, "Accept: application/json");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("Allow", allowed);
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\": \"The method "
                + request.substring(0, request.indexOf(' '))
                + " is not allowed for this resource. <br /><br />\\n\","
                + " \"code\": \"405 Method Not Allowed\", \"title\": \"Method Not Allowed\"}");
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void headIsAVerbThatNobodyHas() throws IOException {
    RawHttp.Answer answer = ask("HEAD /v2/probes");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("Allow", "GET, POST");
    assertThat(answer.headers()).containsEntry("Content-Length", "0");
    assertThat(answer.body()).isEmpty();
    assertThat(ask("HEAD /v2/nope").status()).isEqualTo(404);
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void anUnknownVerbNowhereIsNotImplemented() throws IOException {
    RawHttp.Answer answer = ask("PROPFIND /v2/nope", "Accept: text/plain");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.body()).contains("The request method PROPFIND is not implemented");
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @ValueSource(strings = {"/", "/v2/probes", "/v2/nope"})
  void optionsAreAnsweredWithNothing(String path) throws IOException {
    RawHttp.Answer answer = ask("OPTIONS " + path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsOnlyKeys("Content-Length", "Date", "Connection");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void theClientsRequestIdIsNotBelieved() throws IOException {
    RawHttp.Answer answer = ask("GET /v2/probes/1", "X-OpenStack-Request-ID: req-mine");

    assertThat(answer.headers().get("x-openstack-request-id")).matches(REQUEST_ID);
    assertThat(answer.body()).contains(answer.headers().get("x-openstack-request-id"));
  }

  @ParameterizedTest
  @CsvSource({
    "a;b, a;b",
    "a%5cb, a\\\\b",
    "a|b, a|b",
    "{id}, {id}",
    "%2e%2e, ..",
    "<b>x, <b>x",
    "%C3%A9, é",
  })
  @VerifiedAgainstGlance("25.1")
  void anIdentifierIsTakenAsItIs(String written, String id) throws IOException {
    assertThat(ask("GET /v2/probes/" + written).body()).contains("\"id\": \"" + id + "\"");
  }

  @ParameterizedTest
  @DiffersFromGlance("drops the connection, answers 500 or looks for an image of that name")
  @ValueSource(
      strings = {
        "/v2/probes/%ff",
        "/v2/probes/a%00b",
        "/v2/probes/%zz",
        "/../../x",
        "/v2/probes?name=%ff"
      })
  void aTargetThatIsNoTextIsRefused(String target) throws IOException {
    RawHttp.Answer answer = ask("GET " + target, "Accept: */*");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("<h1>400 Bad Request</h1>").doesNotContain("Tomcat", "java");
  }

  @Test
  void aHeaderThatIsTooLongIsRefused() throws IOException {
    RawHttp.Answer answer = ask("GET /v2/probes", "X-Long: " + "a".repeat(30_000));

    assertThat(answer.status()).isBetween(400, 431);
    assertThat(answer.body()).doesNotContain("Tomcat", "java");
  }

  @Test
  void aLongTokenFits() throws IOException {
    assertThat(ask("GET /v2/probes", "X-Auth-Token: " + "a".repeat(16_000)).status())
        .isEqualTo(200);
  }

  @Test
  void rubbishIsRefused() throws IOException {
    RawHttp.Answer answer = RawHttp.send(api.port(), "\u0016\u0003\u0001\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("Tomcat");
  }

  @Test
  void nobodyLearnsWhatServesThem() throws IOException {
    assertThat(ask("GET /v2/probes").headers())
        .containsOnlyKeys(
            "Content-Type", "Content-Length", "x-openstack-request-id", "Date", "Connection");
  }

  private static RawHttp.Answer ask(String request, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    all[0] = "Host: glance.example:9292";
    System.arraycopy(headers, 0, all, 1, headers.length);
    return RawHttp.ask(api.port(), request + " HTTP/1.1", all);
  }
}
