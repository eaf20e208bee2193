package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Imports that several stores get at the same time. */
class ParallelStoresIT {
  private static final String ALL = ", \"all_stores\": true";

  @TempDir static Path directory;
  private static Imports imports;

  private final byte[] data = TestingStreams.bytes(300_000);

  @BeforeAll
  static void start() throws IOException {
    imports =
        new Imports(
            directory,
            """
            [DEFAULT]
            user_storage_quota = 1000000B
            [image_import_opts]
            max_parallel_stores = 4
            """);
  }

  @AfterAll
  static void stop() {
    imports.close();
  }

  private static void assertOnlyIn(String id, boolean fast, boolean cheap) throws IOException {
    assertThat(imports.files("fast").contains(id)).isEqualTo(fast);
    assertThat(imports.files("cheap").contains(id)).isEqualTo(cheap);
    assertThat(imports.files("staging").stream().filter(name -> name.startsWith(id))).isEmpty();
  }

  private static void obstruct(String store, String id) throws IOException {
    Path obstacle = Files.createDirectories(directory.resolve(store).resolve(id));
    Files.createDirectory(obstacle.resolve("x"));
  }

  @Test
  void downloadedImageIsInAllStores() throws Exception {
    String id = imports.client.create();

    imports.download(id, imports.web.serve("a", data), ALL);

    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("stores").asString().split(","))
        .containsExactlyInAnyOrder("fast", "cheap");
    assertThat(image.get("os_glance_importing_to_stores").asString()).isEmpty();
    assertThat(imports.client.download(id)).isEqualTo(data);
    assertOnlyIn(id, true, true);
    imports.client.delete(id);
  }

  @Test
  void stagedImageIsInAllStores() throws Exception {
    String id = imports.client.create();
    imports.stage(id, data);

    imports.begin(id, "{\"method\": {\"name\": \"glance-direct\"}%s}".formatted(ALL));

    assertThat(imports.ended(id).get("status").asString()).isEqualTo("active");
    assertOnlyIn(id, true, true);
    imports.client.delete(id);
  }

  @Test
  void aStoreThatFailsUndoesTheOthers() throws Exception {
    String id = imports.client.create();
    obstruct("cheap", id);

    imports.download(id, imports.web.serve("b", data), ALL);

    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("queued");
    assertThat(image.get("os_glance_failed_import").asString()).isEqualTo("cheap");
    assertThat(imports.task(id).get("status").asString()).isEqualTo("failure");
    assertOnlyIn(id, false, true);
  }

  @Test
  void aStoreThatMayFailLeavesTheOthers() throws Exception {
    String id = imports.client.create();
    obstruct("fast", id);

    imports.download(
        id, imports.web.serve("c", data), ALL + ", \"all_stores_must_succeed\": false");

    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("stores").asString()).isEqualTo("cheap");
    assertThat(image.get("os_glance_failed_import").asString()).isEqualTo("fast");
    assertThat(imports.client.download(id)).isEqualTo(data);
    imports.client.delete(id);
  }

  @Test
  void whereTheQuotaHasNoRoomForAllAsManyAsFitGetIt() throws Exception {
    byte[] large = TestingStreams.bytes(600_000);
    String url = imports.web.serve("d", large);
    String any = imports.client.create();
    String all = imports.client.create();

    imports.download(all, url, ALL);
    JsonNode refused = imports.ended(all);
    imports.download(any, url, ALL + ", \"all_stores_must_succeed\": false");
    JsonNode taken = imports.ended(any);

    assertThat(refused.get("status").asString()).isEqualTo("queued");
    assertOnlyIn(all, false, false);
    assertThat(taken.get("status").asString()).isEqualTo("active");
    assertThat(taken.get("stores").asString().split(",")).hasSize(1);
    imports.client.delete(any);
  }
}
