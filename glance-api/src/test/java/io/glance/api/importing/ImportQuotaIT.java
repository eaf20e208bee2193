package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports and locations of a project that may not store more than so much. */
class ImportQuotaIT {
  private static final int QUOTA = 1 << 20;

  @TempDir static Path directory;
  private static Imports imports;

  private final byte[] data = TestingStreams.bytes(400_000);

  @BeforeAll
  static void start() throws IOException {
    imports =
        new Imports(
            directory,
            """
            [DEFAULT]
            user_storage_quota = 1024KB
            show_multiple_locations = true
            enabled_backends = fast:file,cheap:file,web:http
            """);
  }

  @AfterAll
  static void stop() {
    imports.close();
  }

  @AfterEach
  void nothingIsStoredAnyMore() throws IOException {
    String list = imports.client.call("GET", "/v2/images", new byte[0]).body();
    for (JsonNode image : JsonMapper.shared().readTree(list).get("images")) {
      assertThat(imports.client.delete(image.get("id").asString())).isEqualTo(204);
    }
    assertThat(imports.files("fast")).isEmpty();
    assertThat(imports.files("cheap")).isEmpty();
    assertThat(imports.files("staging")).isEmpty();
  }

  private void assertTaskTells(String id, long size, long remaining) throws IOException {
    assertThat(imports.task(id).get("status").asString()).isEqualTo("failure");
    assertThat(imports.task(id).get("message").asString())
        .isEqualTo(
            "The size of the data %d will exceed the limit. %d bytes remaining."
                .formatted(size, remaining));
  }

  @Test
  void aDownloadThatDoesNotFitFailsAndLeavesNothing() throws Exception {
    String id = imports.client.create();

    imports.download(id, imports.web.serve("large", TestingStreams.bytes(QUOTA + 1)), "");

    assertThat(imports.ended(id).get("status").asString()).isEqualTo("queued");
    assertTaskTells(id, QUOTA + 1, QUOTA);
    assertThat(imports.files("fast")).isEmpty();
    imports.download(id, imports.web.serve("fitting", TestingStreams.bytes(QUOTA)), "");
    assertThat(imports.ended(id).get("status").asString()).isEqualTo("active");
  }

  @Test
  void anImportNeedsRoomInEachStore() throws Exception {
    String one = imports.client.create();
    String stores = ", \"stores\": [\"fast\", \"cheap\"]";
    imports.download(one, imports.web.serve("a", data), stores);
    assertThat(imports.ended(one).get("stores").asString()).isEqualTo("fast,cheap");
    String next = imports.client.create();

    imports.download(next, imports.web.url("a"), "");

    assertThat(imports.ended(next).get("status").asString()).isEqualTo("queued");
    assertTaskTells(next, data.length, QUOTA - 2L * data.length);
  }

  @Test
  void aCopyNeedsRoomAndTheImageStaysIfThereIsNone() throws Exception {
    String id = imports.client.create();
    byte[] large = TestingStreams.bytes(QUOTA / 2 + 1);
    imports.client.upload(id, large);
    String copy = "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"cheap\"]}";

    assertThat(imports.begin(id, copy).statusCode()).isEqualTo(202);

    assertThat(imports.ended(id).get("status").asString()).isEqualTo("active");
    assertTaskTells(id, large.length, QUOTA - large.length);
    assertThat(imports.client.show(id).get("os_glance_failed_import").asString())
        .isEqualTo("cheap");
    assertThat(imports.client.download(id)).isEqualTo(large);
    assertThat(imports.files("cheap")).isEmpty();
  }

  @Test
  void aStoreForWhichThereIsNoRoomFailsAloneIfItMay() throws Exception {
    String id = imports.client.create();
    byte[] large = TestingStreams.bytes(QUOTA / 2 + 1);

    imports.download(
        id,
        imports.web.serve("b", large),
        ", \"stores\": [\"fast\", \"cheap\"], \"all_stores_must_succeed\": false");

    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("stores").asString()).isEqualTo("fast");
    assertThat(image.get("os_glance_failed_import").asString()).isEqualTo("cheap");
    assertThat(imports.files("cheap")).isEmpty();
  }

  @Test
  void whatIsStagedNeedsRoomWhenItIsImported() throws Exception {
    String id = imports.client.create();
    byte[] large = TestingStreams.bytes(QUOTA + 1);

    assertThat(imports.stage(id, large).statusCode()).isEqualTo(204);
    imports.begin(id, "{\"method\": {\"name\": \"glance-direct\"}}");

    assertThat(imports.ended(id).get("status").asString()).isEqualTo("queued");
    assertTaskTells(id, QUOTA + 1, QUOTA);
  }

  @Test
  void locationsNeedRoom() throws Exception {
    String first = imports.client.create();
    String second = imports.client.create();

    assertThat(add(first, imports.web.serve("l", data)).statusCode()).isEqualTo(200);
    assertThat(add(first, imports.web.serve("m", data)).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = add(second, imports.web.serve("n", data));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body())
        .contains(
            "Denying attempt to upload image because it exceeds the quota: The size of the data %d will exceed the limit. %d bytes remaining."
                .formatted(data.length, QUOTA - 2 * data.length));
    assertThat(imports.client.status(second)).isEqualTo("queued");
    byte[] order =
        "{\"url\": \"%s\"}".formatted(imports.web.url("n")).getBytes(StandardCharsets.UTF_8);
    String path = "/v2/images/" + second + "/locations";
    assertThat(
            imports
                .client
                .call("POST", path, order, "Content-Type", "application/json")
                .statusCode())
        .isEqualTo(202);
    assertThat(imports.ended(second).get("status").asString()).isEqualTo("queued");
    assertTaskTells(second, data.length, QUOTA - 2L * data.length);
  }

  private static HttpResponse<String> add(String id, String url) throws IOException {
    return imports.client.call(
        "PATCH",
        "/v2/images/" + id,
        "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"%s\", \"metadata\": {}}}]"
            .formatted(url)
            .getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/openstack-images-v2.1-json-patch");
  }
}
