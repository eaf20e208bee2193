package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.fixture.WebServer;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills services while images are copied from a web server. Whatever happened, each image is
 * afterwards whole and active, or killed and no byte of it is anywhere.
 */
class CopyFromKillIT {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int KILLED_APIS = 8;
  private static final int KILLED_REGISTRIES = 3;
  private static final int AT_ONCE = 4;

  @TempDir Path directory;
  private final Random random = new Random();
  private final WebServer web = new WebServer();
  private RunningServices services;
  private ImageClient client;

  @BeforeEach
  void start() throws IOException {
    services =
        new RunningServices(
            directory,
            """
            [DEFAULT]
            enable_v1_api = true
            [oslo_policy]
            enforce_new_defaults = false
            [glance_store]
            stores = file,http
            [import_filtering_opts]
            allowed_hosts = [127.0.0.1]
            allowed_ports = [%d]
            """
                .formatted(web.port()));
    services.start();
    client = services.client();
    web.rest(10);
  }

  @AfterEach
  void stop() {
    services.close();
    web.close();
  }

  @Test
  void killedApiLeavesNothingHalfCopied() throws Exception {
    int killed = 0;
    for (int round = 0; round < KILLED_APIS; round++) {
      Map<String, byte[]> images = beginAll();

      Thread.sleep(random.nextInt(900));
      services.killApi();
      services.startApi();

      killed += assertAllSettled(images);
      removeAll(images);
    }
    assertThat(killed).as("images that a kill met").isPositive();
  }

  @Test
  void killedRegistryLeavesNothingHalfCopied() throws Exception {
    for (int round = 0; round < KILLED_REGISTRIES; round++) {
      Map<String, byte[]> images = beginAll();

      Thread.sleep(random.nextInt(900));
      services.killRegistry();
      Thread.sleep(random.nextInt(300));
      services.startRegistry();

      assertAllSettled(images);
      removeAll(images);
    }
  }

  private Map<String, byte[]> beginAll() throws Exception {
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] data = TestingStreams.bytes(1 + random.nextInt(8 << 20));
      images.put(copy(web.serve("image-" + i, data)), data);
    }
    return images;
  }

  private String copy(String url) throws Exception {
    HttpResponse<String> accepted =
        client.call(
            "POST",
            "/v1/images",
            new byte[0],
            "x-image-meta-name",
            "copied",
            "x-image-meta-disk_format",
            "raw",
            "x-image-meta-container_format",
            "bare",
            "x-glance-api-copy-from",
            url);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
    return JsonMapper.shared().readTree(accepted.body()).get("image").get("id").asString();
  }

  /** Returns how many were killed. */
  private int assertAllSettled(Map<String, byte[]> images) throws IOException {
    int killed = 0;
    for (Map.Entry<String, byte[]> entry : images.entrySet()) {
      String id = entry.getKey();
      Await.until(SOON, () -> isSettled(id));
      boolean isActive = client.status(id).equals("active");
      if (isActive) {
        assertThat(client.download(id)).isEqualTo(entry.getValue());
      } else {
        killed++;
      }
      assertThat(files().stream().anyMatch(file -> file.contains(id))).isEqualTo(isActive);
    }
    return killed;
  }

  /** Right after its restart a service may not answer yet. */
  private boolean isSettled(String id) {
    try {
      return Set.of("active", "killed").contains(client.status(id));
    } catch (IOException _) {
      return false;
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(services.images())) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private void removeAll(Map<String, byte[]> images) throws IOException {
    for (String id : images.keySet()) {
      assertThat(client.delete(id)).isEqualTo(204);
    }
    assertThat(files()).isEmpty();
  }
}
