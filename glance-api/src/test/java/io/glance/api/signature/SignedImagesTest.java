package io.glance.api.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.keymanager.TestingBarbican;
import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningApi;
import io.glance.fixture.ShownTokens;
import io.glance.fixture.WebServer;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed images over HTTP, with certificates of a key manager that is asked over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedImagesTest {
  private static final String BINARY = "application/octet-stream";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final TestingBarbican barbican = new TestingBarbican();
  private final WebServer web = new WebServer();
  private Path directory;
  private TestingRegistry registry;
  private RunningApi api;
  private ImageClient client;

  @BeforeAll
  void start(@TempDir Path place) {
    directory = place;
    registry = TestingRegistry.start(place);
    Map<String, Object> options = new HashMap<>();
    options.put("oslo.default.registry_host", registry.baseUrl().getHost());
    options.put("oslo.default.registry_port", registry.baseUrl().getPort());
    options.put("oslo.glance_registry.shared_secret", registry.secret());
    options.put("oslo.default.enabled_backends.fast", "file");
    options.put("oslo.default.enabled_backends.cheap", "file");
    options.put("oslo.glance_store.default_backend", "fast");
    for (String store : List.of("fast", "cheap", "os_glance_staging_store")) {
      options.put("oslo." + store + ".filesystem_store_datadir", place.resolve(store).toString());
    }
    options.put(
        "oslo.os_glance_tasks_store.filesystem_store_datadir", place.resolve("tasks").toString());
    options.put("oslo.import_filtering_opts.allowed_hosts", "127.0.0.1");
    options.put("oslo.import_filtering_opts.allowed_ports", Integer.toString(web.port()));
    options.put("oslo.barbican.barbican_endpoint", barbican.url());
    api = RunningApi.start(options, ShownTokens.class);
    client = new ImageClient(api.at(""));
  }

  @AfterAll
  void stop() {
    api.close();
    registry.close();
    web.close();
    barbican.close();
  }

  @BeforeEach
  void barbicanAnswers() {
    barbican.answerAll(0);
  }

  private String signed() throws IOException {
    return signed(barbican.putCertificate(Signatures.pem("secp384r1")));
  }

  private String signed(String certificateId) throws IOException {
    Map<String, String> image = new HashMap<>();
    image.put("disk_format", "raw");
    image.put("container_format", "bare");
    image.putAll(Signatures.of("secp384r1", "SHA-384").properties(certificateId));
    return client.create(JSON.writeValueAsString(image));
  }

  private HttpResponse<String> put(String id, String what, byte[] data) throws IOException {
    return send("PUT", "/v2/images/" + id + "/" + what, data, BINARY);
  }

  private HttpResponse<String> send(String method, String path, byte[] data, String type)
      throws IOException {
    return client.call(
        method, path, data, "Content-Type", type, "X-Auth-Token", TestingBarbican.TOKEN);
  }

  private HttpResponse<String> order(String id, String order) throws IOException {
    return send(
        "POST",
        "/v2/images/" + id + "/import",
        order.getBytes(StandardCharsets.UTF_8),
        "application/json");
  }

  private JsonNode ended(String id) throws IOException {
    Await.until(Duration.ofSeconds(60), () -> !client.show(id).has("os_glance_import_task"));
    return client.show(id);
  }

  private String message(String id) throws IOException {
    HttpResponse<String> tasks = client.call("GET", "/v2/images/" + id + "/tasks", new byte[0]);
    return JSON.readTree(tasks.body()).get("tasks").get(0).get("message").asString();
  }

  private static byte[] otherData() {
    byte[] data = Signatures.data();
    data[data.length - 1]++;
    return data;
  }

  private void assertNothingOf(String id) throws IOException {
    assertThat(client.status(id)).isEqualTo("queued");
    for (String place : List.of("fast", "cheap", "os_glance_staging_store")) {
      if (Files.isDirectory(directory.resolve(place))) {
        try (Stream<Path> files = Files.list(directory.resolve(place))) {
          assertThat(files.filter(file -> file.getFileName().toString().startsWith(id))).isEmpty();
        }
      }
    }
  }

  private void assertRefused(HttpResponse<String> answer, String id, String why)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("Signature verification failed for image %s: %s".formatted(id, why));
    assertNothingOf(id);
  }

  @Test
  void signedBytesAreUploaded() throws IOException {
    String id = signed();

    assertThat(put(id, "file", Signatures.data()).statusCode()).isEqualTo(204);

    assertThat(client.status(id)).isEqualTo("active");
    assertThat(client.download(id)).isEqualTo(Signatures.data());
  }

  @Test
  void otherBytesAreRefusedAndTheImageMayHaveTheSignedOnes() throws IOException {
    String id = signed();

    assertRefused(put(id, "file", otherData()), id, "Signature verification failed");

    assertThat(put(id, "file", Signatures.data()).statusCode()).isEqualTo(204);
  }

  @Test
  void certificateThatIsNotThereIsTold() throws IOException {
    String certificate = UUID.randomUUID().toString();
    String id = signed(certificate);

    assertRefused(
        put(id, "file", Signatures.data()),
        id,
        "Signature verification for the image failed: Certificate not found with ID: %s."
            .formatted(certificate));
  }

  @Test
  void keyManagerThatIsDownIsTold() throws IOException {
    String certificate = barbican.putCertificate(Signatures.pem("secp384r1"));
    String id = signed(certificate);
    barbican.answerAll(503);

    assertRefused(
        put(id, "file", Signatures.data()),
        id,
        "Signature verification for the image failed: Unable to retrieve certificate with ID: %s."
            .formatted(certificate));
  }

  @Test
  void callerWithoutTokenIsToldTheSame() throws IOException {
    String certificate = barbican.putCertificate(Signatures.pem("secp384r1"));
    String id = signed(certificate);

    assertRefused(
        client.upload(id, Signatures.data()),
        id,
        "Signature verification for the image failed: Unable to retrieve certificate with ID: %s."
            .formatted(certificate));
  }

  @Test
  void signedBytesAreImportedIntoAllStores() throws IOException {
    String id = signed();
    assertThat(put(id, "stage", Signatures.data()).statusCode()).isEqualTo(204);

    order(id, "{\"method\": {\"name\": \"glance-direct\"}, \"all_stores\": true}");

    assertThat(ended(id).get("status").asString()).isEqualTo("active");
    assertThat(client.show(id).get("stores").asString()).contains("fast").contains("cheap");
  }

  @Test
  void stagedBytesThatWereNotSignedAreNotImported() throws IOException {
    String id = signed();
    assertThat(put(id, "stage", otherData()).statusCode()).isEqualTo(204);

    order(id, "{\"method\": {\"name\": \"glance-direct\"}}");

    ended(id);
    assertThat(message(id)).contains("Signature verification failed");
    assertNothingOf(id);
  }

  @Test
  void bytesOfAWebServerAreVerifiedToo() throws IOException {
    String good = signed();
    String bad = signed();
    String format = "{\"method\": {\"name\": \"web-download\", \"uri\": \"%s\"}}";

    order(good, format.formatted(web.serve("good", Signatures.data())));
    order(bad, format.formatted(web.serve("bad", otherData())));

    assertThat(ended(good).get("status").asString()).isEqualTo("active");
    ended(bad);
    assertThat(message(bad)).contains("Signature verification failed");
    assertNothingOf(bad);
  }

  @Test
  void aCopyIsVerifiedLikeTheFirst() throws IOException {
    String certificate = barbican.putCertificate(Signatures.pem("secp384r1"));
    String id = signed(certificate);
    put(id, "file", Signatures.data());
    barbican.answerAll(503);

    order(id, "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"cheap\"]}");

    JsonNode image = ended(id);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("stores").asString()).isEqualTo("fast");
    assertThat(message(id)).contains("Unable to retrieve certificate with ID: " + certificate);
  }

  @Test
  void encryptionKeyGoesWithItsImage() throws IOException {
    String key = barbican.put("symmetric", new byte[32], "");
    String id =
        client.create(
            """
            {"cinder_encryption_key_id": "%s",
             "cinder_encryption_key_deletion_policy": "on_image_deletion"}
            """
                .formatted(key));

    HttpResponse<String> deleted = send("DELETE", "/v2/images/" + id, new byte[0], BINARY);

    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(barbican.has(key)).isFalse();
  }
}
