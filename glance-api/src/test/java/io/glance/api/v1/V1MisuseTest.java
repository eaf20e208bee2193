package io.glance.api.v1;

import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.api.image.ImageEdit;
import io.glance.api.image.ImageService;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.NewImage;
import io.glance.fixture.Await;
import io.glance.fixture.WebServer;
import io.glance.registry.testing.Callers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What callers try who want more than is theirs. Where a refusal is not the original's, safety went
 * before likeness.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1MisuseTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] DATA = "some bytes of an image".getBytes(StandardCharsets.UTF_8);
  private static final String[] RAW = {
    "x-image-meta-disk_format", "raw", "x-image-meta-container_format", "bare"
  };

  private final WebServer web = new WebServer();
  private final int closed = closedPort();
  private V1Server served;

  @BeforeAll
  void start(@TempDir Path directory) {
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor",
                "trusted-auth",
                "oslo.default.show_multiple_locations",
                "true",
                "oslo.default.image_size_cap",
                1000,
                "oslo.glance_store.stores",
                "file,http",
                "oslo.import_filtering_opts.allowed_hosts",
                "127.0.0.1",
                "oslo.import_filtering_opts.allowed_ports",
                web.port() + "," + closed));
  }

  @AfterAll
  void stop() {
    served.close();
    web.close();
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String path(String id) {
    return "/v1/images/" + id;
  }

  private static String[] raw(String... more) {
    String[] all = new String[RAW.length + more.length];
    System.arraycopy(RAW, 0, all, 0, RAW.length);
    System.arraycopy(more, 0, all, RAW.length, more.length);
    return all;
  }

  private static void assertRefused(HttpResponse<String> response, int status, String words) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).get("message").stringValue()).contains(words);
  }

  private int properties(String id) {
    return served
        .registry()
        .rows()
        .sql("SELECT COUNT(*) FROM image_properties WHERE image_id = ?")
        .param(id)
        .query(Integer.class)
        .single();
  }

  private void move(String id, String status, int size) {
    served
        .registry()
        .rows()
        .sql("UPDATE images SET status = ?, size = ? WHERE id = ?")
        .param(status)
        .param(size)
        .param(id)
        .update();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%4Fs_glance_stage_host",
        "%4fs-glance-stage-host",
        "os_glance%5Fstage_host",
        "os%2Dglance_stage_host",
        "%4F%53_%47lance_import_task",
        "%4Fs_glance_anything",
        "%56isibility",
        "%4Cocation",
      })
  void reservedNamesAreReservedHoweverTheyAreWritten(String name) {
    String header = "x-image-meta-property-" + name;
    String id = served.create("owner");

    assertRefused(
        served.send("POST", "/v1/images", "owner", header, "http://evil/x?"), 403, "is reserved");
    assertRefused(
        served.send("PUT", path(id), "owner", header, "http://evil/x?"), 403, "is reserved");
    assertThat(properties(id)).isZero();
  }

  /** Whichever version or task asks: the last place before the registry refuses as well. */
  @Test
  void nobodyGetsAReservedPropertyPastTheService() {
    ImageService images = served.bean(ImageService.class);
    String id = served.create("owner");
    NewImage wanted =
        new NewImage(
            UUID.randomUUID().toString(),
            "x",
            Visibility.SHARED,
            false,
            false,
            "owner",
            "raw",
            "bare",
            0,
            0,
            Map.of("os_glance_stage_host", "http://evil"),
            List.of());
    ImageEdit edit =
        new ImageEdit(
            ImageEdit.Operation.ADD,
            "os_glance_stage_host",
            null,
            JsonNodeFactory.instance.stringNode("http://evil"));

    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> images.requireCreatable(wanted, List.of(), Callers.admin()));
    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> images.update(id, List.of(edit), Callers.admin()));
    assertThat(properties(id)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "saving, owner",
    "uploading, owner",
    "importing, owner",
    "uploading, admin",
    "killed, owner"
  })
  void whatIsSaidOfDataOnTheirWayStays(String status, String caller) {
    String id = served.create("owner", RAW);
    move(id, status, 100);

    assertRefused(
        served.send("PUT", path(id), caller, "x-image-meta-size", "0"),
        403,
        "Forbidden to modify 'size' of " + status + " image.");
    assertRefused(
        served.send("PUT", path(id), caller, "x-image-meta-checksum", "forged"),
        403,
        "Forbidden to modify 'checksum' of " + status + " image.");
    assertThat(served.field(id, "size")).isEqualTo("100");
  }

  /** OSSN-0065. The checksum of an image without bytes is dropped, which the original stores. */
  @Test
  void emptyActiveImageGetsNoBytes() {
    String id =
        served.create(
            "owner", raw("x-image-meta-size", "0", "x-image-meta-checksum", "0123456789abcdef"));
    String add = location(web.serve("late", DATA));

    assertThat(served.field(id, "status")).isEqualTo("active");
    assertThat(served.field(id, "checksum")).isEqualTo("absent");
    HttpResponse<String> added = served.patch(id, add, "owner");
    assertThat(added.statusCode()).as(added.body()).isEqualTo(409);
    assertThat(added.body())
        .contains("It's not allowed to add locations if image status is active");
    assertThat(served.send("GET", path(id), "owner").body()).isEmpty();
    assertThat(served.patch(id, add, "admin").statusCode()).isEqualTo(200);
  }

  private static String location(String url) {
    return "{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"%s\", \"metadata\": {}}}"
        .formatted(url);
  }

  @Test
  void declaredSizeIsThatOfTheBytesThatAreNamedLater() {
    String url = web.serve("larger", DATA);
    String id = served.create("owner", raw("x-image-meta-size", "1"));
    String honest = served.create("owner", raw("x-image-meta-size", "" + DATA.length));

    HttpResponse<String> added = served.patch(id, location(url), "owner");

    assertThat(added.statusCode()).as(added.body()).isEqualTo(409);
    assertThat(served.field(id, "status")).isEqualTo("queued");
    assertThat(served.patch(honest, location(url), "owner").statusCode()).isEqualTo(200);
    assertThat(served.field(honest, "size")).isEqualTo("" + DATA.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-glance-api-copy-from", "x-image-meta-location"})
  void nobodyIsAskedForWhoMayNotAsk(String header) {
    String id = served.create("owner", RAW);
    int before = web.questions();
    String url = web.serve("private", DATA);

    assertThat(served.send("POST", "/v1/images", "reader", raw(header, url)).statusCode())
        .isEqualTo(403);
    assertThat(served.send("PUT", path(id), "reader", header, url).statusCode()).isEqualTo(403);
    assertThat(web.questions()).isEqualTo(before);
  }

  /** CVE-2017-7200. The original answers 404 to what is not there. */
  @ParameterizedTest
  @ValueSource(strings = {"x-glance-api-copy-from", "x-image-meta-location"})
  void nobodyLearnsWhyASourceCannotBeRead(String header) {
    String id = served.create("owner", raw("x-image-meta-name", "old"));
    for (String url : List.of(web.url("nothing"), "http://127.0.0.1:" + closed + "/x")) {
      assertRefused(
          served.send("POST", "/v1/images", "owner", raw(header, url)),
          400,
          "The external source cannot be read");
      assertRefused(
          served.send("PUT", path(id), "owner", header, url, "x-image-meta-name", "new"),
          400,
          "The external source cannot be read");
    }
    assertThat(served.field(id, "name")).isEqualTo("old");
    assertThat(served.field(id, "status")).isEqualTo("queued");
  }

  /** OSSN-0076. The original registers the image and kills it. */
  @Test
  void refusedContentRegistersNothing() {
    String id = UUID.randomUUID().toString();
    String[] headers = {
      "x-image-meta-id", id, RAW[0], RAW[1], RAW[2], RAW[3], "Content-Type", "text/plain"
    };

    HttpResponse<String> refused = served.post(DATA, "owner", headers);

    assertRefused(refused, 400, "Content-Type must be application/octet-stream");
    assertThat(served.send("HEAD", path(id), "admin").statusCode()).isEqualTo(404);
    assertRefused(
        served.upload("POST", "/v1/images", DATA, "owner", "x-image-meta-id", id),
        400,
        "Disk format is not specified.");
    assertThat(served.send("HEAD", path(id), "admin").statusCode()).isEqualTo(404);
  }

  @Test
  void longHeadersAreNoBug() {
    assertRefused(
        served.send("POST", "/v1/images", "owner", "x-image-meta-name", "n".repeat(20_000)),
        400,
        "Image name too long: 20000");
  }

  @Test
  void copyOfOtherDataThanAnnouncedIsKilled() {
    String url = web.serve("other", DATA);
    String id =
        served.create("owner", raw("x-glance-api-copy-from", url, "x-image-meta-size", "3"));
    String right =
        served.create(
            "owner", raw("x-glance-api-copy-from", url, "x-image-meta-size", "" + DATA.length));

    Await.until(SOON, () -> !served.field(id, "status").equals("saving"));
    Await.until(SOON, () -> !served.field(right, "status").equals("saving"));
    assertThat(served.field(id, "status")).isEqualTo("killed");
    assertThat(served.field(right, "status")).isEqualTo("active");
  }

  @Test
  void copyOfMoreThanAnImageMayHaveIsKilled() {
    String id =
        served.create(
            "owner", raw("x-glance-api-copy-from", web.serve("too-large", new byte[1001])));

    Await.until(SOON, () -> !served.field(id, "status").equals("saving"));
    assertThat(served.field(id, "status")).isEqualTo("killed");
    assertThat(served.field(id, "size")).isEqualTo("0");
  }

  @Test
  void checksumThatNoDatabaseHoldsIsRefused() {
    assertRefused(
        served.send("POST", "/v1/images", "owner", "x-image-meta-checksum", "%F0%9F%98%80"),
        400,
        "Checksum can't contain 4 byte unicode characters.");
  }
}
