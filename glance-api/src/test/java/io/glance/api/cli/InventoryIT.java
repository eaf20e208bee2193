package io.glance.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators find out about the bytes of their images. */
class InventoryIT {
  @TempDir static Path directory;
  private static RunningServices services;
  private static ImageClient client;

  @BeforeAll
  static void start() throws IOException {
    services = new RunningServices(directory);
    services.start();
    client = services.client();
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  /**
   * @param code that it ended with
   */
  private record Answer(int code, String out) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out.substring(out.indexOf("{\n")));
    }
  }

  private static Answer manage(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GlanceInventory.class.getName(),
                "--config-file",
                directory.resolve("glance.conf").toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), Files.readString(out));
  }

  private static String image(byte[] data) throws IOException {
    String id = client.create();
    client.upload(id, data);
    return id;
  }

  private static Path file(String name) {
    return services.images().resolve(name);
  }

  private static List<String> values(Answer answer, String image, String column) {
    List<String> values = new ArrayList<>();
    for (JsonNode item : answer.json().get("items")) {
      if (item.get(item.has("image") ? "image" : "name").asString().equals(image)) {
        values.add(item.get(column).asString());
      }
    }
    return values;
  }

  @Test
  void damageIsFound() throws Exception {
    byte[] data = TestingStreams.bytes(100_000);
    String good = image(data);
    String flipped = image(data);
    String shortened = image(data);
    String gone = image(data);
    byte[] wrong = data.clone();
    wrong[5000] ^= 1;
    Files.write(file(flipped), wrong);
    Files.write(file(shortened), new byte[10]);
    Files.delete(file(gone));
    Path state = directory.resolve("state");

    Answer all = manage("verify", "--json", "--state", state.toString(), "--rate", "100");
    Answer one = manage("verify", good);

    assertThat(all.code()).isEqualTo(1);
    assertThat(values(all, good, "state")).isEmpty();
    assertThat(values(all, flipped, "detail"))
        .containsExactly("another sha512 than the record says");
    assertThat(values(all, shortened, "detail"))
        .containsExactly("10 bytes where the record says 100000");
    assertThat(values(all, gone, "state")).containsExactly("missing");
    assertThat(state).doesNotExist();
    assertThat(one.code()).isZero();
    assertThat(one.out()).contains("images: 1", "bytes: 100000", "ok: 1");
    for (String id : List.of(good, flipped, shortened, gone)) {
      client.delete(id);
    }
  }

  @Test
  void verificationGoesOnWhereItWas() throws Exception {
    String id = image(TestingStreams.bytes(1000));
    Path state = Files.writeString(directory.resolve("before"), "ffffffff-ffff");

    Answer nothingLeft = manage("verify", "--json", "--state", state.toString());

    assertThat(nothingLeft.code()).isZero();
    assertThat(nothingLeft.json().get("images").asInt()).isZero();
    client.delete(id);
  }

  @Test
  void whatNobodyKnowsIsFoundAndRemovedWhenWanted() throws Exception {
    String known = image(TestingStreams.bytes(1000));
    String lost = image(TestingStreams.bytes(1000));
    String waiting = client.create();
    String unknown = UUID.randomUUID().toString();
    for (String name : List.of(waiting, unknown, "notes.txt", ".hidden")) {
      Files.write(file(name), new byte[10]);
    }
    for (String name : List.of(known, waiting, unknown, "notes.txt")) {
      Files.setLastModifiedTime(file(name), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    }
    Files.delete(file(lost));

    Answer found = manage("orphans", "--json");
    Answer tooYoung = manage("orphans", "--json", "--older-than", "1000");
    Answer refused = manage("orphans", "--json", "--delete");
    boolean keptWhileSomethingIsMissing = Files.exists(file(unknown));
    client.delete(lost);
    Answer removed = manage("orphans", "--json", "--delete");

    assertThat(values(refused, unknown, "kind")).containsExactly("unknown");
    assertThat(keptWhileSomethingIsMissing).isTrue();
    assertThat(found.code()).isEqualTo(1);
    assertThat(values(found, unknown, "kind")).containsExactly("unknown");
    assertThat(values(found, "notes.txt", "detail"))
        .containsExactly("not named like an image; never removed");
    assertThat(values(found, known, "kind")).isEmpty();
    assertThat(values(found, waiting, "kind")).isEmpty();
    assertThat(values(found, lost, "kind")).containsExactly("missing");
    assertThat(values(tooYoung, unknown, "kind")).isEmpty();
    assertThat(values(removed, unknown, "kind")).containsExactly("removed");
    assertThat(file(unknown)).doesNotExist();
    assertThat(file("notes.txt")).exists();
    assertThat(file(known)).exists();
    assertThat(file(waiting)).exists();
  }

  @Test
  void bytesOfAnImageWhoseRecordIsOlderThanAMoveAreKnown() throws Exception {
    String moved = image(TestingStreams.bytes(1000));
    Files.setLastModifiedTime(file(moved), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve("glance.sqlite") + "?busy_timeout=20000");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE image_locations SET value = 'file:///old/%s' WHERE image_id = '%s'"
              .formatted(moved, moved));
    }

    Answer found = manage("orphans", "--json", "--delete");

    assertThat(found.code()).isEqualTo(1);
    assertThat(values(found, moved, "kind")).doesNotContain("unknown", "removed").isNotEmpty();
    assertThat(file(moved)).exists();
    client.delete(moved);
  }

  @Test
  void bytesThatAnotherImageHasUnderAnOddNameAreKnown() throws Exception {
    String image = image(TestingStreams.bytes(1000));
    String odd = UUID.randomUUID().toString();
    Files.write(file(odd), new byte[10]);
    Files.setLastModifiedTime(file(odd), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve("glance.sqlite") + "?busy_timeout=20000");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE image_locations SET value = 'file://%s/../images/%s' WHERE image_id = '%s'"
              .formatted(services.images(), odd, image));
    }

    Answer found = manage("orphans", "--json");
    client.delete(image);

    assertThat(values(found, odd, "kind")).isEmpty();
  }

  @Test
  void wrongArgumentsAreToldApart() throws Exception {
    assertThat(manage("verify", "--delete").code()).isEqualTo(2);
    assertThat(manage("orphans", "--store", "nowhere").code()).isEqualTo(2);
    assertThat(manage("verify", "no-such-image").code()).isEqualTo(2);
    assertThat(manage("--help").out()).contains("Exit code");
  }
}
