package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.registryapi.TransferRegistry;
import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills services at any moment. Whatever happened, each image is afterwards whole and active, or it
 * is not active and there is no byte of it; and one may try again.
 */
class KillIT {
  private static final int ROUNDS = 5;
  private static final int AT_ONCE = 10;

  /** A lease runs out, and somebody looks for it. */
  private static final Duration SOON = Duration.ofSeconds(TransferRegistry.LEASE_SECONDS + 60);

  @TempDir Path directory;
  private final Random random = new Random();
  private RunningServices services;
  private ImageClient client;

  @BeforeEach
  void start() throws IOException {
    services = new RunningServices(directory);
    services.start();
    client = services.client();
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void killedApiLosesNothingAndLeavesNothingOfUploads() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, byte[]> uploads = newUploads();

      whileUploading(
          uploads,
          () -> {
            Thread.sleep(random.nextInt(1200));
            services.killApi();
          });
      services.startApi();

      assertAllWholeOrNothing(uploads);
      assertAllCanBeTriedAgain(uploads);
      removeAll(uploads);
    }
  }

  @Test
  void killedRegistryLosesNothingAndLeavesNothingOfUploads() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, byte[]> uploads = newUploads();

      whileUploading(
          uploads,
          () -> {
            Thread.sleep(random.nextInt(800));
            services.killRegistry();
            Thread.sleep(random.nextInt(800));
            services.startRegistry();
          });
      if (round > 0) {
        restartApiUnlessAllIsSettled(uploads);
      }

      assertAllWholeOrNothing(uploads);
      assertAllCanBeTriedAgain(uploads);
      removeAll(uploads);
    }
  }

  @Test
  void removalGoesOnAfterAnyKill() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, byte[]> images = newUploads();
      whileUploading(images, () -> {});
      boolean killsApi = round % 2 == 0;

      whileRemoving(
          images,
          () -> {
            Thread.sleep(random.nextInt(150));
            if (killsApi) {
              services.killApi();
            } else {
              services.killRegistry();
            }
          });
      if (killsApi) {
        services.startApi();
      } else {
        services.startRegistry();
      }

      assertAllWholeOrNothing(images);
      removeAll(images);
    }
  }

  /** Which cleans up at once, where others have to wait for a lease. */
  private void restartApiUnlessAllIsSettled(Map<String, byte[]> images) throws IOException {
    for (String id : images.keySet()) {
      if (client.status(id).equals("saving")) {
        services.killApi();
        services.startApi();
        return;
      }
    }
  }

  private Map<String, byte[]> newUploads() throws IOException {
    Map<String, byte[]> uploads = new LinkedHashMap<>();
    for (int i = 0; i < AT_ONCE; i++) {
      uploads.put(client.create(), TestingStreams.bytes(random.nextInt(1 << (6 + i * 2))));
    }
    return uploads;
  }

  private void whileUploading(Map<String, byte[]> uploads, Event event) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      uploads.forEach((id, data) ->
          threads.submit(() ->
              random.nextBoolean()
                  ? client.upload(id, data)
                  : client.upload(id, () -> new ByteArrayInputStream(data))));
      event.happen();
    }
  }

  private void whileRemoving(Map<String, byte[]> images, Event event) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      images.keySet().forEach(id -> threads.submit(() -> client.delete(id)));
      event.happen();
    }
  }

  private void assertAllWholeOrNothing(Map<String, byte[]> uploads) throws Exception {
    Await.until(
        SOON,
        () -> {
          Set<String> active = new TreeSet<>();
          for (String id : uploads.keySet()) {
            String status = client.status(id);
            if (status.equals("saving")) {
              return false;
            }
            if (status.equals("active")) {
              active.add(id);
            }
          }
          return files().equals(active);
        });
    for (Map.Entry<String, byte[]> upload : uploads.entrySet()) {
      JsonNode image = client.show(upload.getKey());
      if (image.get("status").asString().equals("active")) {
        assertWhole(image, upload.getValue());
      }
    }
  }

  private void assertWhole(JsonNode image, byte[] data) throws Exception {
    assertThat(client.download(image.get("id").asString())).isEqualTo(data);
    assertThat(image.get("size").asLong()).isEqualTo(data.length);
    assertThat(image.get("checksum").asString()).isEqualTo(digest("MD5", data));
    assertThat(image.get("os_hash_value").asString()).isEqualTo(digest("SHA-512", data));
  }

  private void assertAllCanBeTriedAgain(Map<String, byte[]> uploads) throws Exception {
    for (Map.Entry<String, byte[]> upload : uploads.entrySet()) {
      if (client.status(upload.getKey()).equals("queued")) {
        assertThat(client.upload(upload.getKey(), upload.getValue()).statusCode()).isEqualTo(204);
        assertWhole(client.show(upload.getKey()), upload.getValue());
      }
    }
  }

  private void removeAll(Map<String, byte[]> images) throws IOException {
    List<String> left = new ArrayList<>();
    for (String id : images.keySet()) {
      if (!client.status(id).equals("deleted")) {
        left.add(id);
      }
    }
    for (String id : left) {
      assertThat(client.delete(id)).isEqualTo(204);
    }
    assertThat(files()).isEmpty();
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(services.images())) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String digest(String algorithm, byte[] data) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
  }

  private interface Event {
    void happen() throws Exception;
  }
}
