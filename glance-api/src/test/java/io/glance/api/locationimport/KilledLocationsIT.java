package io.glance.api.locationimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.fixture.WebServer;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of locations whose bytes were being read when glance-api was killed. */
class KilledLocationsIT {
  private static final Duration SOON = Duration.ofSeconds(120);

  @TempDir Path directory;
  private final WebServer web = new WebServer();
  private final byte[] data = TestingStreams.bytes(64 * 1024 * 40);
  private RunningServices services;
  private ImageClient client;
  private String url;

  @BeforeEach
  void start() throws IOException {
    services =
        new RunningServices(
            directory,
            """
            [glance_store]
            stores = file,http
            [import_filtering_opts]
            allowed_hosts = [127.0.0.1]
            allowed_ports = [%d]
            """
                .formatted(web.port()));
    services.start();
    client = services.client();
    url = web.serve("a", data);
    web.rest(500);
  }

  @AfterEach
  void stop() {
    services.close();
    web.close();
  }

  private String beginAndKill(String validation, String status) throws IOException {
    String id = client.create();
    HttpResponse<String> added =
        client.call(
            "POST",
            "/v2/images/" + id + "/locations",
            "{\"url\": \"%s\"%s}".formatted(url, validation).getBytes(StandardCharsets.UTF_8));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(202);
    Await.until(SOON, () -> client.status(id).equals(status));
    services.killApi();
    web.rest(0);
    services.startApi();
    return id;
  }

  private JsonNode ended(String id) throws IOException {
    Await.until(SOON, () -> !client.show(id).has("os_glance_import_task"));
    return client.show(id);
  }

  @Test
  void anActiveImageStaysSoAndGetsItsDigests() throws Exception {
    String id = beginAndKill("", "active");

    JsonNode image = ended(id);

    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("checksum").asString())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(data)));
    assertThat(client.download(id)).isEqualTo(data);
  }

  @Test
  void whatWasNotVerifiedGoesAndCanBeTriedAgain() throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    String validation =
        ", \"validation_data\": {\"os_hash_algo\": \"sha256\", \"os_hash_value\": \"%s\"}"
            .formatted(hash);

    String id = beginAndKill(validation, "importing");

    JsonNode image = ended(id);
    assertThat(image.get("status").asString()).isEqualTo("queued");
    assertThat(image.get("size").isNull()).isTrue();
    assertThat(client.call("GET", "/v2/images/" + id + "/locations", new byte[0]).body())
        .isEqualTo("[]");
    assertThat(client.call("GET", "/v2/images/" + id + "/tasks", new byte[0]).body())
        .contains("\"failure\"");
    assertThat(
            client
                .call(
                    "POST",
                    "/v2/images/" + id + "/locations",
                    "{\"url\": \"%s\"%s}"
                        .formatted(url, validation)
                        .getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(202);
    assertThat(ended(id).get("status").asString()).isEqualTo("active");
  }
}
