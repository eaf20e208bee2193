package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Imports as users have them, of both services and two stores. */
class ImportIT {
  @TempDir static Path directory;
  private static Imports imports;

  private final byte[] data = TestingStreams.bytes(300_000);

  @BeforeAll
  static void start() throws IOException {
    imports =
        new Imports(
            directory,
            """
            [image_import_opts]
            image_import_plugins = [inject_image_metadata]
            [inject_metadata_properties]
            ignore_user_roles =
            inject = origin:import,os_glance_import_task:mine
            """);
  }

  @AfterAll
  static void stop() {
    imports.close();
  }

  @BeforeEach
  void usualWeb() {
    imports.web.rest(0);
    imports.web.breakOffAfter(Integer.MAX_VALUE);
  }

  private void assertNothingIsLeftOf(String id) throws IOException {
    assertThat(imports.files("fast")).doesNotContain(id);
    assertThat(imports.files("cheap")).doesNotContain(id);
    assertThat(imports.files("staging")).doesNotContain(id);
  }

  private void assertFailed(String id, String message) throws IOException {
    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("queued");
    assertThat(image.get("size").isNull()).isTrue();
    assertThat(image.get("os_glance_importing_to_stores").asString()).isEmpty();
    assertThat(imports.task(id).get("status").asString()).isEqualTo("failure");
    assertThat(imports.task(id).get("message").asString()).contains(message);
    assertNothingIsLeftOf(id);
  }

  @Test
  void imageOfAWebServerIsInAllStoresWhenItIsActive() throws Exception {
    String id = imports.client.create();

    int answer =
        imports.download(id, imports.web.serve("a", data), ", \"all_stores\": true").statusCode();

    JsonNode image = imports.ended(id);
    assertThat(answer).isEqualTo(202);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("stores").asString()).isEqualTo("fast,cheap");
    assertThat(image.get("size").asLong()).isEqualTo(data.length);
    assertThat(imports.client.download(id)).isEqualTo(data);
    assertThat(imports.files("fast")).contains(id);
    assertThat(imports.files("cheap")).contains(id);
    assertThat(imports.task(id).get("status").asString()).isEqualTo("success");
  }

  @Test
  void redirectIsFollowed() throws Exception {
    String id = imports.client.create();

    imports.download(id, imports.web.redirect("r", imports.web.serve("target", data)), "");

    assertThat(imports.ended(id).get("status").asString()).isEqualTo("active");
    assertThat(imports.client.download(id)).isEqualTo(data);
  }

  @Test
  void redirectToWhereNobodyMayAskFails() throws Exception {
    String id = imports.client.create();

    imports.download(id, imports.web.redirect("inside", "http://169.254.169.254/latest"), "");

    assertFailed(id, "redirects to where nobody may ask");
  }

  @Test
  void addressThatIsNotAllowedIsRefused() throws Exception {
    String id = imports.client.create();

    var answer = imports.download(id, "http://localhost:22/", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("URI for web-download does not pass filtering: http://localhost:22/");
    assertThat(imports.client.status(id)).isEqualTo("queued");
  }

  @Test
  void sourceThatIsNotThereFails() throws Exception {
    String id = imports.client.create();

    imports.download(id, imports.web.url("nothing"), "");

    assertFailed(id, "answered HTTP 404");
    assertThat(imports.client.show(id).get("os_glance_failed_import").asString()).isEqualTo("fast");
  }

  @Test
  void sourceThatBreaksOffFails() throws Exception {
    String id = imports.client.create();
    imports.web.breakOffAfter(128 * 1024);

    imports.download(id, imports.web.serve("broken", data), ", \"all_stores\": true");

    assertFailed(id, "broke off");
  }

  @Test
  void imageThatIsNotWhatItDeclaresFails() throws Exception {
    String id =
        imports.client.create("{\"disk_format\": \"qcow2\", \"container_format\": \"bare\"}");

    imports.download(id, imports.web.serve("raw", data), "");

    assertFailed(id, "Image disk_format qcow2 does not match stream data raw");
  }

  @Test
  void stagedImageIsImported() throws Exception {
    String id = imports.client.create();
    assertThat(imports.stage(id, data).statusCode()).isEqualTo(204);
    assertThat(imports.client.show(id).get("size").asLong()).isEqualTo(data.length);
    assertThat(imports.files("staging")).contains(id);

    imports.begin(id, "{\"method\": {\"name\": \"glance-direct\"}, \"stores\": [\"cheap\"]}");

    JsonNode image = imports.ended(id);
    assertThat(image.get("stores").asString()).isEqualTo("cheap");
    assertThat(imports.client.download(id)).isEqualTo(data);
    assertThat(imports.files("staging")).doesNotContain(id);
  }

  @Test
  void stagedTwiceIsRefused() throws Exception {
    String id = imports.client.create();
    imports.stage(id, data);

    var second = imports.stage(id, data);

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body())
        .contains("Image status transition from uploading to uploading is not allowed");
  }

  @Test
  void deletedImageLeavesNothingStaged() throws Exception {
    String id = imports.client.create();
    imports.stage(id, data);

    assertThat(imports.client.delete(id)).isEqualTo(204);

    assertNothingIsLeftOf(id);
  }

  @Test
  void copyIsVerifiedAndTheOriginalStays() throws Exception {
    String id = imports.client.create();
    imports.client.upload(id, data);

    imports.begin(id, "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"cheap\"]}");

    JsonNode image = imports.ended(id);
    assertThat(image.get("stores").asString()).isEqualTo("fast,cheap");
    assertThat(imports.files("cheap")).contains(id);
    assertThat(imports.client.download(id)).isEqualTo(data);
  }

  @Test
  void copyOfWhatAStoreHasIsRefused() throws Exception {
    String id = imports.client.create();
    imports.client.upload(id, data);

    var answer =
        imports.begin(id, "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"fast\"]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Image is already present at store 'fast'");
  }

  @Test
  void secondImportIsRefusedWhileOneRuns() throws Exception {
    String id = imports.client.create();
    imports.client.upload(id, data);
    imports.web.rest(200);
    String other = imports.client.create();
    imports.download(other, imports.web.serve("slow", data), "");

    var second = imports.download(other, imports.web.url("slow"), "");

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(imports.ended(other).get("status").asString()).isEqualTo("active");
  }

  @Test
  void imageDeletedWhileItIsImportedIsGoneEverywhere() throws Exception {
    String id = imports.client.create();
    imports.web.rest(200);
    imports.download(id, imports.web.serve("gone", data), ", \"all_stores\": true");

    assertThat(imports.client.delete(id)).isEqualTo(204);

    io.glance.fixture.Await.until(
        Imports.SOON,
        () -> HttpTask.of(id, imports).filter(task -> task.status().equals("failure")).isPresent());
    assertNothingIsLeftOf(id);
  }

  @Test
  void propertiesOfTheOperatorAreInjectedButNoneOfOurs() throws Exception {
    String id = imports.client.create();

    imports.download(id, imports.web.serve("injected", data), "");

    JsonNode image = imports.ended(id);
    assertThat(image.get("origin").asString()).isEqualTo("import");
    assertThat(image.has("os_glance_import_task")).isFalse();
  }

  @Test
  void reservedStoresAreUnknown() throws Exception {
    String id = imports.client.create();

    var answer =
        imports.download(
            id, imports.web.serve("s", data), ", \"stores\": [\"os_glance_staging_store\"]");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Store for identifier os_glance_staging_store not found");
  }

  @Test
  void requestThatIsNoneIsRefused() throws Exception {
    String id = imports.client.create();

    for (String body :
        new String[] {
          "{}",
          "{\"method\": {}}",
          "{\"method\": \"x\"}",
          "{\"method\": {\"name\": \"x\"}}",
          "[]",
          "{\"method\": {\"name\": \"web-download\"}, \"all_stores\": 1}",
          "{\"method\": {\"name\": \"web-download\"}, \"stores\": 1}",
          "{\"method\": {\"name\": \"web-download\"}}"
        }) {
      var answer =
          imports.client.call(
              "POST", "/v2/images/" + id + "/import", body.getBytes(StandardCharsets.UTF_8));

      assertThat(answer.statusCode()).as(body).isEqualTo(400);
    }
    assertThat(imports.client.status(id)).isEqualTo("queued");
  }
}
