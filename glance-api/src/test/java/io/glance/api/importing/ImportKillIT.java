package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills services while images are staged, downloaded and copied. Whatever happened, each image is
 * afterwards whole and active, or it is not and no store has a byte of it; nobody holds its lock,
 * its task has ended, and one may try again.
 */
class ImportKillIT {
  private static final int KILLED_APIS = 14;
  private static final int KILLED_REGISTRIES = 6;

  @TempDir Path directory;
  private final Random random = new Random();
  private Imports imports;

  @BeforeEach
  void start() throws IOException {
    imports = new Imports(directory, "");
    imports.web.rest(5);
  }

  @AfterEach
  void stop() {
    imports.close();
  }

  @Test
  void killedApiLeavesNothingHalfImported() throws Exception {
    for (int round = 0; round < KILLED_APIS; round++) {
      Map<String, byte[]> images = beginAll();

      Thread.sleep(random.nextInt(900));
      imports.services.killApi();
      imports.services.startApi();

      assertAllSettled(images);
      assertAllCanBeTriedAgain(images);
      removeAll(images);
    }
  }

  @Test
  void killedRegistryLeavesNothingHalfImported() throws Exception {
    for (int round = 0; round < KILLED_REGISTRIES; round++) {
      Map<String, byte[]> images = beginAll();

      Thread.sleep(random.nextInt(900));
      imports.services.killRegistry();
      Thread.sleep(random.nextInt(300));
      imports.services.startRegistry();
      restartApiUnlessAllIsOver(images);

      assertAllSettled(images);
      assertAllCanBeTriedAgain(images);
      removeAll(images);
    }
  }

  @Test
  void killedApiLeavesNothingHalfImportedToStoresAtTheSameTime() throws Exception {
    imports.close();
    imports =
        new Imports(
            Files.createDirectory(directory.resolve("again")),
            "[image_import_opts]\nmax_parallel_stores = 2\n");
    imports.web.rest(5);

    for (int round = 0; round < KILLED_REGISTRIES; round++) {
      Map<String, byte[]> images = beginAll();

      Thread.sleep(random.nextInt(1200));
      imports.services.killApi();
      imports.services.startApi();

      assertAllSettled(images);
      assertAllCanBeTriedAgain(images);
      removeAll(images);
    }
  }

  /** Which cleans up at once, where others have to wait for a lease. */
  private void restartApiUnlessAllIsOver(Map<String, byte[]> images) throws Exception {
    Thread.sleep(2000);
    for (String id : images.keySet()) {
      if (!isOver(id)) {
        imports.services.killApi();
        imports.services.startApi();
        return;
      }
    }
  }

  /** Right after its restart the registry may not answer yet. */
  private boolean isOver(String id) throws InterruptedException {
    try {
      return !imports.client.show(id).has("os_glance_import_task");
    } catch (IOException _) {
      return false;
    }
  }

  /** One of each kind. */
  private Map<String, byte[]> beginAll() throws Exception {
    Map<String, byte[]> images = new LinkedHashMap<>();
    byte[] data = TestingStreams.bytes(1 + random.nextInt(8 << 20));
    String url = imports.web.serve("image", data);
    String copied = imports.client.create();
    imports.client.upload(copied, data);
    images.put(copied, data);
    String staged = imports.client.create();
    imports.stage(staged, data);
    images.put(staged, data);
    String toOne = imports.client.create();
    images.put(toOne, data);
    String toAll = imports.client.create();
    images.put(toAll, data);
    String toAny = imports.client.create();
    images.put(toAny, data);
    imports.begin(copied, "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"cheap\"]}");
    imports.begin(staged, "{\"method\": {\"name\": \"glance-direct\"}}");
    imports.download(toOne, url, "");
    imports.download(toAll, url, ", \"all_stores\": true");
    imports.download(toAny, url, ", \"all_stores\": true, \"all_stores_must_succeed\": false");
    return images;
  }

  private void assertAllSettled(Map<String, byte[]> images) throws Exception {
    for (Map.Entry<String, byte[]> entry : images.entrySet()) {
      String id = entry.getKey();
      JsonNode image = imports.ended(id);
      Set<String> stores = new TreeSet<>(List.of(image.path("stores").asString("").split(",")));
      stores.remove("");
      String status = image.get("status").asString();
      assertThat(status).isIn("active", "queued", "uploading");
      assertThat(stores.isEmpty()).isEqualTo(!status.equals("active"));
      Await.until(Imports.SOON, () -> storesWithFile(id).equals(stores));
      assertThat(imports.files("staging").contains(id)).isEqualTo(status.equals("uploading"));
      if (status.equals("active")) {
        assertThat(imports.client.download(id)).isEqualTo(entry.getValue());
      }
      assertThat(imports.task(id).get("status").asString()).isIn("success", "failure");
      assertThat(image.path("os_glance_importing_to_stores").asString("")).isEmpty();
    }
  }

  private Set<String> storesWithFile(String id) throws IOException {
    Set<String> stores = new TreeSet<>();
    for (String store : List.of("fast", "cheap")) {
      if (imports.files(store).stream().anyMatch(file -> file.contains(id))) {
        stores.add(store);
      }
    }
    return stores;
  }

  private void assertAllCanBeTriedAgain(Map<String, byte[]> images) throws Exception {
    for (Map.Entry<String, byte[]> entry : images.entrySet()) {
      String id = entry.getKey();
      int answer =
          switch (imports.client.status(id)) {
            case "queued" ->
                imports.download(id, imports.web.serve("again", entry.getValue()), "").statusCode();
            case "uploading" ->
                imports.begin(id, "{\"method\": {\"name\": \"glance-direct\"}}").statusCode();
            default -> 202;
          };
      assertThat(answer).isEqualTo(202);
    }
    for (Map.Entry<String, byte[]> entry : images.entrySet()) {
      assertThat(imports.ended(entry.getKey()).get("status").asString()).isEqualTo("active");
      assertThat(imports.client.download(entry.getKey())).isEqualTo(entry.getValue());
    }
  }

  private void removeAll(Map<String, byte[]> images) throws IOException {
    for (String id : images.keySet()) {
      assertThat(imports.client.delete(id)).isEqualTo(204);
    }
    assertThat(imports.files("fast")).isEmpty();
    assertThat(imports.files("cheap")).isEmpty();
    assertThat(imports.files("staging")).isEmpty();
  }
}
