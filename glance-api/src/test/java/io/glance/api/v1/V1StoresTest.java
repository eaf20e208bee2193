package io.glance.api.v1;

import static io.glance.api.v1.V1Server.header;
import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.FileStores;
import io.glance.fixture.WebServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several stores, by API v1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1StoresTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String STORE = "x-image-meta-store";
  private static final byte[] DATA = "some bytes of an image".getBytes(StandardCharsets.UTF_8);
  private static final String[] RAW = {
    "x-image-meta-disk_format", "raw", "x-image-meta-container_format", "bare"
  };

  @TempDir private static Path directory;
  private final WebServer web = new WebServer();
  private FileStores files;
  private V1Server served;

  @BeforeAll
  void start() {
    files = new FileStores(directory);
    Map<String, Object> options = new HashMap<>(files.options());
    options.put("oslo.paste_deploy.flavor", "trusted-auth");
    options.put(
        "oslo.default.enabled_backends", Map.of("fast", "file", "cheap", "file", "web", "http"));
    options.put("oslo.import_filtering_opts.allowed_hosts", "127.0.0.1");
    options.put("oslo.import_filtering_opts.allowed_ports", web.port());
    served = V1Server.start(directory, options);
  }

  @AfterAll
  void stop() {
    served.close();
    web.close();
  }

  private void assertIsIn(String store, String other, String id) {
    assertThat(files.place(store).resolve(id)).hasBinaryContent(DATA);
    assertThat(files.place(other).resolve(id)).doesNotExist();
    assertThat(json(served.send("GET", "/v2/images/" + id, "owner")).get("stores").stringValue())
        .isEqualTo(store);
    assertThat(served.send("GET", "/v1/images/" + id, "owner").body())
        .isEqualTo(new String(DATA, StandardCharsets.UTF_8));
  }

  @Test
  void bytesGoToTheDefaultStore() {
    assertIsIn("fast", "cheap", served.active(DATA, "owner"));
  }

  @Test
  void bytesGoToTheStoreThatTheClientNames() {
    String id = served.active(DATA, "owner", STORE, "cheap");
    String later = served.create("owner", RAW);
    served.upload("PUT", "/v1/images/" + later, DATA, "owner", STORE, "cheap");

    assertIsIn("cheap", "fast", id);
    assertIsIn("cheap", "fast", later);
    assertThat(header(served.send("HEAD", "/v1/images/" + id, "owner"), STORE)).isEqualTo("absent");
  }

  @Test
  void copiesGoThereToo() {
    String id =
        served.create(
            "owner",
            RAW[0],
            RAW[1],
            RAW[2],
            RAW[3],
            STORE,
            "cheap",
            "x-glance-api-copy-from",
            web.serve("source", DATA));

    Await.until(SOON, () -> served.field(id, "status").equals("active"));
    assertIsIn("cheap", "fast", id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"floppy", "file", "os_glance_staging_store", "os_glance_tasks_store"})
  void unknownStoreIsRefusedAndNothingIsRegistered(String store) {
    String id = UUID.randomUUID().toString();

    HttpResponse<String> refused =
        served.upload(
            "POST",
            "/v1/images",
            DATA,
            "owner",
            RAW[0],
            RAW[1],
            RAW[2],
            RAW[3],
            "x-image-meta-id",
            id,
            STORE,
            store);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("message").stringValue())
        .contains("Required store " + store + " is invalid");
    assertThat(served.send("HEAD", "/v1/images/" + id, "admin").statusCode()).isEqualTo(404);
  }

  @Test
  void storeThatKeepsNothingKillsTheImage() {
    String id = served.create("owner", RAW);

    HttpResponse<String> refused =
        served.upload("PUT", "/v1/images/" + id, DATA, "owner", STORE, "web");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(410);
    assertThat(json(refused).get("message").stringValue())
        .contains("Error in store configuration. Adding images to store is disabled.");
    assertThat(served.field(id, "status")).isEqualTo("killed");
  }

  @Test
  void deletionTakesTheBytesFromTheirStore() {
    String id = served.active(DATA, "owner", STORE, "cheap");
    String other = served.active(DATA, "owner");

    assertThat(served.send("DELETE", "/v1/images/" + id, "owner").statusCode()).isEqualTo(200);

    assertThat(files.place("cheap").resolve(id)).doesNotExist();
    assertIsIn("fast", "cheap", other);
  }
}
