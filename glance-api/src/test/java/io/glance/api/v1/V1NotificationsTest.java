package io.glance.api.v1;

import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.LoggedEvents;
import io.glance.fixture.WebServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is told of images that API v1 makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1NotificationsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] DATA = "some bytes of an image".getBytes(StandardCharsets.UTF_8);
  private static final String[] RAW = {
    "x-image-meta-disk_format", "raw", "x-image-meta-container_format", "bare"
  };

  private final WebServer web = new WebServer();
  private V1Server served;

  @BeforeAll
  void start(@TempDir Path directory) {
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor",
                "trusted-auth",
                "oslo.oslo_messaging_notifications.driver",
                "log",
                "oslo.glance_store.stores",
                "file,http",
                "oslo.import_filtering_opts.allowed_hosts",
                "127.0.0.1",
                "oslo.import_filtering_opts.allowed_ports",
                web.port()));
  }

  @AfterAll
  void stop() {
    served.close();
    web.close();
  }

  private static void awaitSent(LoggedEvents told, String id) {
    Await.until(SOON, () -> told.typesOf(id).contains("image.send"));
  }

  private String lifeByTheFirstVersion(LoggedEvents told) {
    String id = served.active(DATA, "owner", "x-image-meta-name", "old");
    served.send("GET", "/v1/images/" + id, "owner");
    awaitSent(told, id);
    served.send("PUT", "/v1/images/" + id, "owner", "x-image-meta-name", "new");
    served.send("DELETE", "/v1/images/" + id, "owner");
    return id;
  }

  private String lifeByTheSecondVersion(LoggedEvents told) {
    HttpResponse<String> created =
        served.send(
            "POST",
            "/v2/images",
            "{\"name\": \"old\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}",
            V1Server.as("owner"));
    String id = json(created).get("id").stringValue();
    served.upload("PUT", "/v2/images/" + id + "/file", DATA, "owner");
    served.send("GET", "/v2/images/" + id + "/file", "owner");
    awaitSent(told, id);
    served.patch(id, "{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"new\"}", "owner");
    served.send("DELETE", "/v2/images/" + id, "owner");
    return id;
  }

  @Test
  void theLifeOfAnImageIsToldAsByTheSecondVersion() {
    try (LoggedEvents told = new LoggedEvents()) {
      String first = lifeByTheFirstVersion(told);
      String second = lifeByTheSecondVersion(told);

      assertThat(told.typesOf(first))
          .containsSubsequence(
              "image.create",
              "image.prepare",
              "image.upload",
              "image.activate",
              "image.send",
              "image.update",
              "image.delete")
          .isEqualTo(told.typesOf(second));
      assertThat(shapes(told.of(first))).isEqualTo(shapes(told.of(second)));
    }
  }

  /** All of a message that is the same of every image. */
  private static List<String> shapes(List<JsonNode> messages) {
    return messages.stream()
        .map(one ->
            "%s %s %s %s %s"
                .formatted(
                    one.propertyNames(),
                    one.get("publisher_id"),
                    one.get("priority"),
                    one.get("payload").propertyNames(),
                    one.at("/payload/status")))
        .toList();
  }

  @Test
  void uploadThatKillsItsImageIsToldAsAnError() {
    try (LoggedEvents told = new LoggedEvents()) {
      String id = served.create("owner", RAW);
      HttpResponse<String> refused =
          served.upload(
              "PUT", "/v1/images/" + id, DATA, "owner", "x-image-meta-checksum", "0".repeat(32));

      assertThat(refused.statusCode()).isEqualTo(400);
      assertKilled(told.of(id));
    }
  }

  private static void assertKilled(List<JsonNode> events) {
    assertThat(events)
        .filteredOn(one -> one.get("event_type").stringValue().equals("image.upload"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.get("priority").stringValue()).isEqualTo("ERROR");
          assertThat(one.get("payload").isString()).isTrue();
        });
    assertThat(events.getLast().get("event_type").stringValue()).isEqualTo("image.update");
    assertThat(events.getLast().at("/payload/status").stringValue()).isEqualTo("killed");
  }

  @Test
  void copyIsToldLikeAnUpload() {
    try (LoggedEvents told = new LoggedEvents()) {
      String copied = served.create("owner", copyOf(web.serve("source", DATA)));
      awaitSettled(copied);
      Await.until(SOON, () -> told.typesOf(copied).getLast().equals("image.update"));
      String uploaded = served.active(DATA, "owner");

      assertThat(told.typesOf(copied)).startsWith("image.create").isEqualTo(told.typesOf(uploaded));
      assertThat(shapes(told.of(copied))).isEqualTo(shapes(told.of(uploaded)));
    }
  }

  @Test
  void copyThatBreaksOffIsToldAsAnError() {
    try (LoggedEvents told = new LoggedEvents()) {
      web.breakOffAfter(1);
      String id = served.create("owner", copyOf(web.serve("long", new byte[1 << 20])));
      awaitSettled(id);
      web.breakOffAfter(Integer.MAX_VALUE);
      Await.until(SOON, () -> isKilled(told.of(id)));

      assertKilled(told.of(id));
    }
  }

  private static boolean isKilled(List<JsonNode> events) {
    return events.getLast().at("/payload/status").asString("").equals("killed");
  }

  private static String[] copyOf(String url) {
    return new String[] {RAW[0], RAW[1], RAW[2], RAW[3], "x-glance-api-copy-from", url};
  }

  private void awaitSettled(String id) {
    Await.until(SOON, () -> List.of("active", "killed").contains(served.field(id, "status")));
  }
}
