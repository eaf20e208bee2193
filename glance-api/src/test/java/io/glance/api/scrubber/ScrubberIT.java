package io.glance.api.scrubber;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.cli.GlanceScrubber;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Images whose bytes are removed later, by a process of its own that may be killed. */
class ScrubberIT {
  private static final int DELETED = 200;

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
            delayed_delete = true
            enable_v1_api = true
            scrub_pool_size = 4
            enabled_backends = fast:file,cheap:file
            [glance_store]
            default_backend = fast
            [fast]
            filesystem_store_datadir = %1$s/fast
            [cheap]
            filesystem_store_datadir = %1$s/cheap
            """
                .formatted(directory));
    services.start();
    client = services.client();
  }

  @AfterEach
  void stop() {
    services.close();
  }

  private Process scrubber(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                GlanceScrubber.class.getName(),
                "--config-file",
                directory.resolve("glance.conf").toString(),
                "--config-file",
                directory.resolve("more.conf").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("out").toFile()))
        .start();
  }

  private int scrub(String... arguments) throws Exception {
    Process process = scrubber(arguments);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("out"));
  }

  private Set<String> files() throws IOException {
    Set<String> files = new TreeSet<>();
    for (String store : List.of("fast", "cheap")) {
      try (Stream<Path> all = Files.list(directory.resolve(store))) {
        files.addAll(all.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
      }
    }
    return files;
  }

  private String image(byte[] data, String store) throws IOException {
    String id = client.create();
    client.call(
        "PUT",
        "/v2/images/" + id + "/file",
        data,
        "Content-Type",
        "application/octet-stream",
        "x-image-meta-store",
        store);
    return id;
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + directory.resolve("glance.sqlite") + "?busy_timeout=20000");
  }

  @Test
  void killedScrubbersLeaveNeitherBytesWithoutARecordNorARecordWithoutAnEnd() throws Exception {
    List<String> deleted = new ArrayList<>();
    for (int i = 0; i < DELETED; i++) {
      deleted.add(
          image(TestingStreams.bytes(1 + random.nextInt(5000)), i % 2 == 0 ? "fast" : "cheap"));
    }
    String kept = image(TestingStreams.bytes(1000), "cheap");
    for (String id : deleted) {
      assertThat(client.delete(id)).isEqualTo(204);
      assertThat(client.status(id)).isEqualTo("deleted");
    }
    assertThat(files()).hasSize(DELETED + 1);

    for (int round = 0; round < 6 && files().size() > 1; round++) {
      Process process = scrubber();
      int before = files().size();
      while (process.isAlive() && files().size() > before - 1 - random.nextInt(30)) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
      assertNoRecordIsAheadOfItsBytes();
    }
    services.killApi();
    services.startApi();
    change("UPDATE glancej_transfers SET lease_until = 0");
    assertThat(scrub()).isZero();

    assertThat(files()).containsExactly(kept);
    assertThat(rows("SELECT id FROM images WHERE status = 'pending_delete'")).isEmpty();
    assertThat(rows("SELECT id FROM image_locations WHERE status = 'pending_delete'")).isEmpty();
    assertThat(rows("SELECT id FROM glancej_transfers")).isEmpty();
    assertThat(client.status(kept)).isEqualTo("active");
  }

  private void assertNoRecordIsAheadOfItsBytes() throws Exception {
    Set<String> files = files();
    for (String id : rows("SELECT id FROM images WHERE status = 'deleted'")) {
      assertThat(files).doesNotContain(id);
    }
  }

  @Test
  void imageIsBroughtBackWithAllThatBelongedToIt() throws Exception {
    byte[] data = TestingStreams.bytes(3000);
    String id =
        client.create(
            "{\"disk_format\": \"raw\", \"container_format\": \"bare\","
                + " \"colour\": \"red\", \"tags\": [\"a\"]}");
    client.upload(id, data);
    client.delete(id);

    assertThat(scrub("--restore", id)).isZero();

    JsonNode image = client.show(id);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("colour").asString()).isEqualTo("red");
    assertThat(image.get("tags").get(0).asString()).isEqualTo("a");
    assertThat(client.download(id)).isEqualTo(data);
    assertThat(scrub("--restore", id)).isEqualTo(1);
    assertThat(output())
        .contains(
            "ERROR: cannot restore the image from active to active (wanted from_state=pending_delete)");
    assertThat(scrub("--restore", id, "--daemon")).isEqualTo(1);
    assertThat(scrub("--restore", "no-such-image")).isEqualTo(1);
  }

  @Test
  void imagesOfTheOriginalAreScrubbedWhenTheirTimeHasCome() throws Exception {
    String old = image(TestingStreams.bytes(100), "fast");
    String young = image(TestingStreams.bytes(100), "fast");
    client.delete(old);
    client.delete(young);
    change("UPDATE images SET deleted_at = '2020-01-01 00:00:01' WHERE id = '%s'".formatted(old));
    change(
        "UPDATE image_locations SET deleted_at = '2020-01-01 00:00:00', meta_data = '{}'"
            + " WHERE image_id = '%s'".formatted(old));
    Files.writeString(
        directory.resolve("more.conf"),
        Files.readString(directory.resolve("more.conf")) + "\n[DEFAULT]\nscrub_time = 3600\n",
        StandardCharsets.UTF_8);

    assertThat(scrub()).isZero();

    assertThat(files()).containsExactly(young);
    assertThat(rows("SELECT id FROM images WHERE status = 'deleted'")).containsExactly(old);
  }

  @Test
  void bytesBelowTheirStoresDirectoryAreScrubbedToo() throws Exception {
    String id = image(TestingStreams.bytes(100), "cheap");
    client.delete(id);
    Path file = directory.resolve("cheap").resolve(id);
    Files.delete(file);
    Files.createDirectories(file.resolve("x"));
    change(
        "UPDATE image_locations SET value = 'file://' || '%s/x' WHERE image_id = '%s'"
            .formatted(file, id));
    Files.delete(file.resolve("x"));
    Files.writeString(file.resolve("x"), "bytes");

    assertThat(scrub()).isZero();

    assertThat(Files.exists(file.resolve("x"))).isFalse();
    assertThat(rows("SELECT status FROM images WHERE id = '%s'".formatted(id)))
        .containsExactly("deleted");
  }

  @Test
  void imageThatTheFirstVersionDeletedIsScrubbed() throws Exception {
    String id = image(TestingStreams.bytes(100), "cheap");
    String path = "/v1/images/" + id;
    byte[] nothing = new byte[0];
    assertThat(client.call("DELETE", path, nothing).statusCode()).isEqualTo(200);
    assertThat(client.call("HEAD", path, nothing).headers().firstValue("x-image-meta-status"))
        .contains("pending_delete");
    assertThat(files()).containsExactly(id);

    assertThat(scrub()).isZero();

    assertThat(files()).isEmpty();
    assertThat(client.call("HEAD", path, nothing).headers().firstValue("x-image-meta-status"))
        .contains("deleted");
  }
}
