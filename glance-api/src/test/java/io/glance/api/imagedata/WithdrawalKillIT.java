package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.registryapi.TransferRegistry;
import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills services while images are taken out of one of their two stores. Whatever happened, each
 * image is afterwards active and whole, in the stores that it names and in no other.
 */
class WithdrawalKillIT {
  private static final int ROUNDS = 6;
  private static final int AT_ONCE = 10;

  /** A lease runs out, and somebody looks for it. */
  private static final Duration SOON = Duration.ofSeconds(TransferRegistry.LEASE_SECONDS + 60);

  @TempDir Path directory;
  private final Random random = new Random();
  private RunningServices services;
  private ImageClient client;

  @BeforeEach
  void start() throws IOException {
    services =
        new RunningServices(
            directory,
            """
            [DEFAULT]
            enabled_backends = fast:file,cheap:file
            [glance_store]
            default_backend = fast
            [fast]
            filesystem_store_datadir = %1$s/fast
            [cheap]
            filesystem_store_datadir = %1$s/cheap
            [os_glance_staging_store]
            filesystem_store_datadir = %1$s/staging
            [os_glance_tasks_store]
            filesystem_store_datadir = %1$s/tasks
            """
                .formatted(directory));
    services.start();
    client = services.client();
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void withdrawalGoesOnAfterAnyKill() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, byte[]> images = imagesInBothStores();
      boolean killsApi = round % 2 == 0;

      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        images
            .keySet()
            .forEach(id ->
                threads.submit(() -> client.call("DELETE", "/v2/stores/cheap/" + id, new byte[0])));
        Thread.sleep(random.nextInt(150));
        kill(killsApi);
      }
      startAgain(killsApi);

      assertAllAreWhereTheySay(images);
      for (String id : images.keySet()) {
        assertThat(client.delete(id)).isEqualTo(204);
      }
      assertThat(files("fast")).isEmpty();
      assertThat(files("cheap")).isEmpty();
    }
  }

  private void kill(boolean api) {
    if (api) {
      services.killApi();
    } else {
      services.killRegistry();
    }
  }

  private void startAgain(boolean api) throws IOException {
    if (api) {
      services.startApi();
    } else {
      services.startRegistry();
    }
  }

  private Map<String, byte[]> imagesInBothStores() throws IOException {
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] data = TestingStreams.bytes(1 + random.nextInt(100_000));
      String id = client.create();
      client.upload(id, data);
      images.put(id, data);
      String copy = "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"cheap\"]}";
      client.call("POST", "/v2/images/" + id + "/import", copy.getBytes(StandardCharsets.UTF_8));
    }
    for (String id : images.keySet()) {
      Await.until(
          SOON,
          () ->
              stores(id).equals(Set.of("fast", "cheap"))
                  && !client.show(id).has("os_glance_import_task"));
    }
    return images;
  }

  private Set<String> stores(String id) throws IOException {
    JsonNode image = client.show(id);
    Set<String> stores = new TreeSet<>(List.of(image.path("stores").asString("").split(",")));
    stores.remove("");
    return stores;
  }

  private void assertAllAreWhereTheySay(Map<String, byte[]> images) throws Exception {
    for (Map.Entry<String, byte[]> entry : images.entrySet()) {
      String id = entry.getKey();
      Await.until(SOON, () -> storesWithFile(id).equals(stores(id)));
      assertThat(client.status(id)).isEqualTo("active");
      assertThat(stores(id)).contains("fast");
      assertThat(client.download(id)).isEqualTo(entry.getValue());
    }
  }

  private Set<String> storesWithFile(String id) throws IOException {
    Set<String> stores = new TreeSet<>();
    for (String store : List.of("fast", "cheap")) {
      if (files(store).contains(id)) {
        stores.add(store);
      }
    }
    return stores;
  }

  private Set<String> files(String store) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var all = Files.list(directory.resolve(store))) {
      all.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }
}
