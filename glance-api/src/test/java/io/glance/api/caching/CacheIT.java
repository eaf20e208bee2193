package io.glance.api.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.fixture.WebServer;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of a process: under load, killed, and pruned while it is read. */
class CacheIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int CLIENTS = 50;
  private static final int SIZE = 16 << 20;

  /** Fifty times this fit the test's memory. */
  private static final int SMALL = 3 << 20;

  private static final byte[] NOTHING = {};

  @TempDir Path directory;
  private final byte[] data = TestingStreams.bytes(SIZE + 1);
  private WebServer web;
  private RunningServices services;
  private ImageClient client;

  @BeforeEach
  void start() throws IOException {
    web = new WebServer();
    services =
        new RunningServices(
            directory,
            """
            [DEFAULT]
            image_cache_dir = %s
            image_cache_driver = sqlite
            image_cache_max_size = 0
            [paste_deploy]
            flavor = cachemanagement
            [glance_store]
            stores = file,http
            [import_filtering_opts]
            allowed_hosts = [127.0.0.1]
            allowed_ports = [%d]
            """
                .formatted(cache(), web.port()));
    services.start();
    client = services.client();
  }

  @AfterEach
  void stop() {
    services.close();
    web.close();
  }

  @Test
  void fiftyClientsAtOnceAreOneFetch() throws Exception {
    byte[] small = Arrays.copyOf(data, SMALL);
    String id = imageOfTheWeb(small);
    int before = web.transfers();
    web.rest(20);

    List<Future<byte[]>> downloads = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        downloads.add(clients.submit(() -> client.download(id)));
      }
    }

    for (Future<byte[]> download : downloads) {
      assertThat(Arrays.equals(download.get(), small)).isTrue();
    }
    assertThat(web.transfers() - before).isEqualTo(1);
    awaitEntry(id);
  }

  @Test
  void whatWasCutOffByAKillIsNeverServed() throws Exception {
    String id = imageOfTheWeb(data);
    web.rest(20);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> cut = clients.submit(() -> client.download(id));
      Path incomplete = cache().resolve("incomplete").resolve(id);
      Await.until(SOON, () -> Files.exists(incomplete) && Files.size(incomplete) > SIZE / 8);
      services.killApi();
      assertThat(incomplete).exists();
      assertThat(cut).failsWithin(SOON);
    }
    assertThat(cache().resolve(id)).doesNotExist();
    web.rest(0);

    services.startApi();

    Await.until(SOON, () -> !Files.exists(cache().resolve("incomplete").resolve(id)));
    assertThat(Arrays.equals(client.download(id), data)).isTrue();
    awaitEntry(id);
    assertThat(Arrays.equals(Files.readAllBytes(cache().resolve(id)), data)).isTrue();
  }

  @Test
  void pruningDoesNotCutADownload() throws Exception {
    String id = client.create();
    assertThat(client.upload(id, data).statusCode()).isEqualTo(204);
    client.download(id);
    awaitEntry(id);

    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      slow.add(client.beginDownload(id));
    }
    Await.until(
        SOON, () -> client.call("GET", "/v2/cache", NOTHING).body().contains("\"hits\": 10"));
    HttpResponse<String> pruned = client.call("POST", "/v2/cache/prune", NOTHING);

    assertThat(pruned.body()).contains("\"total_files_pruned\": 1");
    assertThat(cache().resolve(id)).doesNotExist();
    for (Socket download : slow) {
      assertThat(Arrays.equals(bodyOf(download), data)).isTrue();
    }
  }

  @Test
  void aFullDiskFailsNoDownload() throws Exception {
    services.killApi();
    String id = uploadedElsewhere();
    services.limitFilesOfApi(SIZE / 2);
    services.startApi();

    assertThat(Arrays.equals(client.download(id), data)).isTrue();

    assertThat(cache().resolve(id)).doesNotExist();
    Await.until(SOON, () -> !Files.exists(cache().resolve("incomplete").resolve(id)));
  }

  /** Before files are limited. */
  private String uploadedElsewhere() throws IOException {
    services.startApi();
    String id = client.create();
    assertThat(client.upload(id, data).statusCode()).isEqualTo(204);
    services.killApi();
    return id;
  }

  private String imageOfTheWeb(byte[] bytes) throws IOException {
    String id = client.create();
    String order = "{\"url\": \"%s\"}".formatted(web.serve(id, bytes));
    HttpResponse<String> added =
        client.call(
            "POST", "/v2/images/" + id + "/locations", order.getBytes(StandardCharsets.UTF_8));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(202);
    Await.until(SOON, () -> client.show(id).hasNonNull("checksum"));
    return id;
  }

  private static byte[] bodyOf(Socket download) throws IOException {
    try (download;
        InputStream in = download.getInputStream()) {
      byte[] all = in.readAllBytes();
      String head = new String(all, 0, Math.min(all.length, 2000), StandardCharsets.ISO_8859_1);
      return Arrays.copyOfRange(all, head.indexOf("\r\n\r\n") + 4, all.length);
    }
  }

  private void awaitEntry(String id) {
    Await.until(SOON, () -> client.call("GET", "/v2/cached_images", NOTHING).body().contains(id));
  }

  private Path cache() {
    return directory.resolve("cache");
  }
}
