package io.glance.api.v1;

import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.WebServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a project and an image may have, by API v1. Each test has a project of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1QuotasTest {
  private static final int QUOTA = 1000;
  private static final String EXCEEDED =
      "Denying attempt to upload image because it exceeds the quota: The size of the data";
  private static final String[] RAW = {
    "x-image-meta-disk_format", "raw", "x-image-meta-container_format", "bare"
  };

  @TempDir private static Path directory;
  private final WebServer web = new WebServer();
  private V1Server served;

  @BeforeAll
  void start() {
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor",
                "trusted-auth",
                "oslo.default.user_storage_quota",
                QUOTA + "B",
                "oslo.default.image_property_quota",
                3,
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

  private static String[] raw(String... more) {
    String[] all = new String[RAW.length + more.length];
    System.arraycopy(RAW, 0, all, 0, RAW.length);
    System.arraycopy(more, 0, all, RAW.length, more.length);
    return all;
  }

  private static void assertRefused(HttpResponse<String> response, String words) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
    assertThat(json(response).get("message").stringValue()).contains(words);
  }

  private void assertKilled(String id) {
    assertThat(served.field(id, "status")).isEqualTo("killed");
    assertThat(directory.resolve("bytes").resolve(id)).doesNotExist();
  }

  @Test
  void moreThanAProjectMayStoreKillsTheNewImage() {
    String id = UUID.randomUUID().toString();
    byte[] tooMuch = new byte[QUOTA + 1];

    assertRefused(
        served.upload("POST", "/v1/images", tooMuch, "acme", raw("x-image-meta-id", id)),
        EXCEEDED + " 1001 will exceed the limit. 1000 bytes remaining.");

    assertKilled(id);
    assertThat(served.send("GET", "/v1/images", "acme").body()).doesNotContain(id);
  }

  @Test
  void moreThanAProjectMayStoreKillsAnImageThatWasThere() {
    String known = served.create("busy", RAW);
    String unknown = served.create("busy", RAW);
    byte[] tooMuch = new byte[QUOTA + 1];

    assertRefused(served.upload("PUT", "/v1/images/" + known, tooMuch, "busy"), EXCEEDED);
    assertRefused(served.stream("PUT", "/v1/images/" + unknown, tooMuch, "busy"), EXCEEDED);

    assertKilled(known);
    assertKilled(unknown);
  }

  @Test
  void killedImagesTakeNoRoomAndDeletedOnesGiveItBack() {
    served.upload("POST", "/v1/images", new byte[QUOTA + 1], "frugal", RAW);
    String id = served.active(new byte[QUOTA], "frugal");
    assertRefused(served.upload("POST", "/v1/images", new byte[1], "frugal", RAW), EXCEEDED);

    served.send("DELETE", "/v1/images/" + id, "frugal");

    served.active(new byte[QUOTA], "frugal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-glance-api-copy-from", "x-image-meta-location"})
  void bytesFromElsewhereCountAsWell(String header) {
    String id = UUID.randomUUID().toString();
    String url = web.serve("large", new byte[QUOTA + 1]);

    assertRefused(
        served.send("POST", "/v1/images", "far", raw("x-image-meta-id", id, header, url)),
        EXCEEDED);

    assertKilled(id);
  }

  @Test
  void propertiesAreCountedAsTheyAreAfterwards() {
    String id =
        served.create(
            "owner",
            "x-image-meta-property-a",
            "1",
            "x-image-meta-property-b",
            "1",
            "x-image-meta-property-c",
            "1");
    String[] others = {"x-image-meta-property-d", "1", "x-image-meta-property-e", "1"};

    assertRefused(
        served.send(
            "PUT",
            "/v1/images/" + id,
            "owner",
            "x-glance-registry-purge-props",
            "false",
            others[0],
            others[1],
            others[2],
            others[3]),
        "The limit has been exceeded on the number of allowed image properties. Attempted: 5,"
            + " Maximum: 3");
    HttpResponse<String> purged = served.send("PUT", "/v1/images/" + id, "owner", others);

    assertThat(json(purged).at("/image/properties").propertyNames())
        .containsExactlyInAnyOrder("d", "e");
  }
}
