package io.glance.api.importing;

import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.fixture.WebServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Services with two stores and a web server to import from, and how a user has images imported. */
final class Imports implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(120);
  private static final Set<String> ENDS = Set.of("active", "queued", "uploading", "deleted");

  final WebServer web = new WebServer();
  final RunningServices services;
  final ImageClient client;
  private final Path directory;

  /**
   * @param more options of glance-api
   */
  Imports(Path directory, String more) throws IOException {
    this.directory = directory;
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
            [import_filtering_opts]
            allowed_hosts = [127.0.0.1]
            allowed_ports = [%2$d]
            %3$s
            """
                .formatted(directory, web.port(), more));
    services.start();
    client = services.client();
  }

  HttpResponse<String> begin(String id, String order) throws IOException {
    return client.call(
        "POST", "/v2/images/" + id + "/import", order.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> download(String id, String url, String more) throws IOException {
    return begin(
        id, "{\"method\": {\"name\": \"web-download\", \"uri\": \"%s\"}%s}".formatted(url, more));
  }

  HttpResponse<String> stage(String id, byte[] data) throws IOException {
    return client.call(
        "PUT", "/v2/images/" + id + "/stage", data, "Content-Type", "application/octet-stream");
  }

  /** The image once nobody works on it any more. */
  JsonNode ended(String id) throws IOException {
    Await.until(
        SOON,
        () -> {
          JsonNode image = client.show(id);
          return ENDS.contains(image.get("status").asString())
              && !image.has("os_glance_import_task");
        });
    return client.show(id);
  }

  /** The last task of an image. */
  JsonNode task(String id) throws IOException {
    HttpResponse<String> tasks = client.call("GET", "/v2/images/" + id + "/tasks", new byte[0]);
    JsonNode all = JsonMapper.shared().readTree(tasks.body()).get("tasks");
    return all.get(all.size() - 1);
  }

  /** Names of the files in a store, or in {@code staging}. */
  Set<String> files(String store) throws IOException {
    Path place = directory.resolve(store);
    if (!Files.isDirectory(place)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public void close() {
    services.close();
    web.close();
  }
}
