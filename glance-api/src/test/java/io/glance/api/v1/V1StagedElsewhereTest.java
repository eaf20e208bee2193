package io.glance.api.v1;

import static io.glance.api.v1.V1Server.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.WebServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images whose staged bytes one node has, which does not serve API v1, deleted through that of
 * another. There is no authentication, so that everybody is an administrator.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1StagedElsewhereTest {
  private static final String PROPERTY = "x-image-meta-property-os_glance_stage_host";
  private static final byte[] DATA = new byte[100];
  private static final String[] RAW = {
    "x-image-meta-disk_format", "raw", "x-image-meta-container_format", "bare"
  };

  @TempDir private static Path directory;
  private V1Server first;
  private V1Server second;

  @BeforeAll
  void start() {
    first = V1Server.start(directory, options("first", false));
    second = first.another(directory, options("second", true));
  }

  @AfterAll
  void stop() {
    second.close();
    first.close();
  }

  private static Map<String, Object> options(String name, boolean hasFirstVersion) {
    int port = freePort();
    return Map.of(
        "oslo.default.enable_v1_api",
        hasFirstVersion,
        "oslo.default.bind_port",
        port,
        "oslo.default.worker_self_reference_url",
        "http://127.0.0.1:" + port,
        "oslo.default.node_staging_uri",
        "file://" + directory.resolve(name));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String path(String id) {
    return "/v1/images/" + id;
  }

  private static void stage(V1Server node, String id) {
    HttpResponse<String> staged =
        node.upload("PUT", "/v2/images/" + id + "/stage", DATA, "anonymous");
    assertThat(staged.statusCode()).as(staged.body()).isEqualTo(204);
  }

  private void assertDeleted(String id) {
    HttpResponse<String> deleted = second.send("DELETE", path(id), "anonymous");
    assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
    assertThat(deleted.body()).isEmpty();
    assertThat(second.field(id, "status")).isEqualTo("deleted");
  }

  @Test
  void nodeWithTheBytesDeletesThem() {
    String id = second.create("anonymous", RAW);
    stage(first, id);
    Path bytes = directory.resolve("first").resolve(id);
    assertThat(bytes).exists();

    HttpResponse<String> purged =
        second.send("PUT", path(id), "anonymous", "x-image-meta-property-a", "b");
    assertThat(purged.statusCode()).as(purged.body()).isEqualTo(200);
    assertThat(header(second.send("HEAD", path(id), "anonymous"), PROPERTY)).isEqualTo("absent");
    assertDeleted(id);

    assertThat(bytes).doesNotExist();
  }

  @Test
  void silentNodeIsNoObstacle() {
    String id = second.create("anonymous", RAW);
    stage(first, id);
    first
        .registry()
        .rows()
        .sql("UPDATE image_properties SET value = ? WHERE image_id = ? AND name = ?")
        .param("http://127.0.0.1:" + freePort())
        .param(id)
        .param("os_glance_stage_host")
        .update();

    assertDeleted(id);
  }

  @Test
  void nobodyHasARequestSentElsewhere() {
    try (WebServer evil = new WebServer()) {
      String host = "http://127.0.0.1:" + evil.port();
      String id = second.create("anonymous", RAW);

      assertRefused(second.send("POST", "/v1/images", "anonymous", PROPERTY, host));
      assertRefused(second.send("PUT", path(id), "anonymous", PROPERTY, host));
      stage(second, id);
      assertRefused(second.send("PUT", path(id), "anonymous", PROPERTY, host));
      HttpResponse<String> deleted =
          second.send(
              "DELETE", path(id), "anonymous", PROPERTY, host, "x-image-meta-status", "uploading");

      assertThat(deleted.statusCode()).isEqualTo(200);
      assertThat(evil.questions()).isZero();
    }
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
  }
}
