package io.glance.registry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import io.glance.common.json.GlanceJson;
import io.glance.common.registryapi.RegistryError;
import io.glance.common.registryapi.RegistrySignature;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.RegistryClient;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticationIT {
  private static final String CALLER = GlanceJson.internal().writeValueAsString(Callers.admin());

  private final TestingRegistry registry = TestedDatabase.SQLITE.registry();
  private final RegistrySignature signature = new RegistrySignature(registry.secret());

  private HttpResponse<String> get(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(registry.baseUrl() + path)), headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers)
      throws IOException, InterruptedException {
    headers.forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private Map<String, String> signed(String target, long time, String caller) {
    String text = Long.toString(time);
    return Map.of(
        RegistrySignature.CALLER_HEADER,
        caller,
        RegistrySignature.TIME_HEADER,
        text,
        RegistrySignature.SIGNATURE_HEADER,
        signature.sign("GET", target, text, CALLER, RegistrySignature.NO_BODY));
  }

  private static RegistryError error(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    return GlanceJson.internal().readValue(response.body(), RegistryError.class);
  }

  @Test
  void unsignedCallsAreRefused() throws Exception {
    HttpResponse<String> response =
        get("/images/x", Map.of(RegistrySignature.CALLER_HEADER, CALLER));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(error(response).code()).isEqualTo("unauthorized");
  }

  @Test
  void aCallSignedForAnotherTargetTimeOrCallerIsRefused() throws Exception {
    long now = System.currentTimeMillis();
    String other = GlanceJson.internal().writeValueAsString(Callers.of("x"));

    assertThat(get("/images/x", signed("/images/x", now, CALLER)).statusCode()).isEqualTo(404);
    assertThat(get("/images/y", signed("/images/x", now, CALLER)).statusCode()).isEqualTo(401);
    assertThat(get("/images/x?a", signed("/images/x", now, CALLER)).statusCode()).isEqualTo(401);
    assertThat(get("/images/x", signed("/images/x", now, other)).statusCode()).isEqualTo(401);
    assertThat(get("/images/x", signed("/images/x", now - 301_000, CALLER)).statusCode())
        .isEqualTo(401);
    assertThat(get("/images/x", signed("/images/x", now + 301_000, CALLER)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void anotherBodyThanTheSignedOneIsRefused() throws Exception {
    String target = "/images/x/tags?tag=t";
    byte[] signed = {'1'};

    assertThat(post(target, RegistrySignature.digest(signed), "1")).isNotEqualTo(401);
    assertThat(post(target, RegistrySignature.digest(signed), "2")).isEqualTo(401);
    assertThat(post(target, RegistrySignature.digest(signed), "")).isEqualTo(401);
    assertThat(post(target, RegistrySignature.NO_BODY, "")).isNotEqualTo(401);
    assertThat(post(target, RegistrySignature.NO_BODY, "1")).isEqualTo(401);
  }

  private int post(String target, String digest, String body) throws Exception {
    String time = Long.toString(System.currentTimeMillis());
    Map<String, String> headers = new HashMap<>();
    headers.put(RegistrySignature.CALLER_HEADER, CALLER);
    headers.put(RegistrySignature.TIME_HEADER, time);
    headers.put(RegistrySignature.DIGEST_HEADER, digest);
    headers.put(
        RegistrySignature.SIGNATURE_HEADER, signature.sign("POST", target, time, CALLER, digest));
    return send(
            HttpRequest.newBuilder(URI.create(registry.baseUrl() + target))
                .POST(HttpRequest.BodyPublishers.ofString(body)),
            headers)
        .statusCode();
  }

  @Test
  void anotherSecretIsRefused() {
    RegistryClient stranger = new RegistryClient(registry.baseUrl(), "another");

    assertThatExceptionOfType(GlanceException.Unauthorized.class)
        .isThrownBy(() -> stranger.images().get("x", Callers.admin()));
  }

  @Test
  void theHealthCheckIsOpen() throws Exception {
    HttpResponse<String> response = get("/healthcheck", Map.of());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("OK");
  }

  @Test
  void whatIsNotThereIsToldInTheSameForm() throws Exception {
    long now = System.currentTimeMillis();

    HttpResponse<String> response = get("/nothing", signed("/nothing", now, CALLER));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(error(response).code()).isEqualTo("not_found");
  }

  @Test
  void withoutASecretTheRegistryKeepsToLoopback() {
    Map<String, Object> options =
        Map.of("oslo.glance_registry.shared_secret", "", "oslo.default.bind_host", "0.0.0.0");

    assertThatThrownBy(
            () -> TestingRegistry.start(TestedDatabase.SQLITE.newDatabase(), options).close())
        .hasRootCauseInstanceOf(InsecureAddressException.class)
        .rootCause()
        .hasMessageContaining("shared_secret")
        .hasMessageContaining("127.0.0.1");
  }

  @Test
  void onLoopbackWithoutASecretEverybodyMayCall() throws Exception {
    Map<String, Object> options = Map.of("oslo.glance_registry.shared_secret", "");

    try (TestingRegistry open =
        TestingRegistry.start(TestedDatabase.SQLITE.newDatabase(), options)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(open.baseUrl() + "/images/x"));

      assertThat(send(request, Map.of(RegistrySignature.CALLER_HEADER, CALLER)).statusCode())
          .isEqualTo(404);
      assertThat(open.client().images().create(Images.ownedBy("o"), Callers.admin()).owner())
          .isEqualTo("o");
    }
  }
}
