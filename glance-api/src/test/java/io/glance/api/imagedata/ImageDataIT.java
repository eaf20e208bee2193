package io.glance.api.imagedata;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What uploads and downloads look like on the wire; compared with Glance 33 where not said. */
class ImageDataIT {
  private static final String BYTES = "application/octet-stream";
  private static final byte[] DATA = "0123456789".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};
  private static final String MD5 = "781e5e245d69b566979b86e28d23f2c7";

  @TempDir static Path directory;
  private static RunningServices services;
  private static ImageClient client;
  private static String stored;

  @BeforeAll
  static void start() throws IOException {
    services = new RunningServices(directory);
    services.start();
    client = services.client();
    stored = client.create();
    assertThat(client.upload(stored, DATA).statusCode()).isEqualTo(204);
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void uploadIsAnsweredWithoutContent() throws IOException {
    String id = client.create();

    HttpResponse<String> answer = put(id, DATA, "Content-Type", BYTES);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(client.show(id).get("virtual_size").asInt()).isEqualTo(10);
    assertThat(client.show(id).get("checksum").asString()).isEqualTo(MD5);
  }

  @Test
  void typeMayHaveParameters() throws IOException {
    String id = client.create();

    assertThat(put(id, DATA, "Content-Type", BYTES + "; charset=x").statusCode()).isEqualTo(204);
  }

  @Test
  void otherTypesAreNotTaken() throws IOException {
    HttpResponse<String> text = put(stored, DATA, "Content-Type", "text/plain", "Accept", "*/*");

    assertThat(text.statusCode()).isEqualTo(415);
    assertThat(text.body())
        .contains(
            "The request media type text/plain is not supported by this server.\n"
                + "<br /><br />\nInvalid content type text/plain");
    assertThat(put(stored, DATA, "Accept", "*/*").body())
        .contains(
            "The request media type ${CONTENT_TYPE} is not supported by this server.\n"
                + "<br /><br />\nInvalid content type None");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | Invalid or missing image size in request headers.",
        "-5 | Invalid or missing image size in request headers.",
        "2 | Size exceeds: expected 2 bytes, got 10 bytes",
        "12 | Size mismatch: expected 12 bytes, got 10 bytes",
      })
  void sizeThatIsNotThatOfTheDataIsRefused(String size, String message) throws IOException {
    String id = client.create();

    HttpResponse<String> answer =
        put(id, DATA, "Content-Type", BYTES, "x-openstack-image-size", size);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("400 Bad Request\n\n" + message + "\n\n   ");
    assertThat(client.status(id)).isEqualTo("queued");
    assertThat(Files.exists(services.images().resolve(id))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"10", "' +10 '", "0"})
  void sizeOfTheDataIsTaken(String size) throws IOException {
    String id = client.create();

    HttpResponse<String> answer =
        put(id, DATA, "Content-Type", BYTES, "x-openstack-image-size", size);

    assertThat(answer.statusCode()).isEqualTo(204);
  }

  @Test
  void typeIsLookedAtBeforeSizeAndSizeBeforeImage() throws IOException {
    String nobody = "00000000-0000-0000-0000-000000000000";

    assertThat(put(nobody, DATA, "x-openstack-image-size", "abc").statusCode()).isEqualTo(415);
    assertThat(
            put(nobody, DATA, "Content-Type", BYTES, "x-openstack-image-size", "abc").statusCode())
        .isEqualTo(400);
    HttpResponse<String> answer = put(nobody, DATA, "Content-Type", BYTES);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("No image found with ID " + nobody);
  }

  @Test
  void secondUploadIsAConflict() throws IOException {
    HttpResponse<String> answer = put(stored, DATA, "Content-Type", BYTES);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("Image status transition from active to saving is not allowed");
  }

  @Test
  void formatsAreNeeded() throws IOException {
    HttpResponse<String> answer = put(client.create("{}"), DATA, "Content-Type", BYTES);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("Properties disk_format, container_format must be set prior to saving data.");
  }

  @Test
  void downloadHasLengthTypeAndDigest() throws IOException {
    HttpResponse<String> answer = get(stored);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.headers().firstValue("Content-Type")).contains(BYTES);
    assertThat(answer.headers().firstValue("Content-Length")).contains("10");
    assertThat(answer.headers().firstValue("Content-MD5")).contains(MD5);
    assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
  }

  @Test
  void imageWithoutDataHasNoContent() throws IOException {
    HttpResponse<String> answer = get(client.create());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
  }

  @Test
  void emptyImageIsEmpty() throws IOException {
    String id = client.create();
    assertThat(put(id, NOTHING, "Content-Type", BYTES).statusCode()).isEqualTo(204);

    HttpResponse<String> answer = get(id);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).contains("0");
    assertThat(get(id, "Range", "bytes=0-1").statusCode()).isEqualTo(416);
  }

  @Test
  void imageWhoseFileIsLostHasNoContent() throws IOException {
    String id = client.create();
    assertThat(client.upload(id, DATA).statusCode()).isEqualTo(204);
    Files.delete(services.images().resolve(id));

    assertThat(get(id).statusCode()).isEqualTo(204);
    assertThat(client.delete(id)).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "Range, bytes=0-3, 0123, bytes 0-3/10",
    "Range, bytes=4-, 456789, bytes 4-9/10",
    "Range, bytes=-3, 789, bytes 7-9/10",
    "Range, bytes=0-9, 0123456789, bytes 0-9/10",
    "Range, bytes=5-100, 56789, bytes 5-9/10",
    "Content-Range, bytes 2-4/*, 234, bytes 2-4/10",
  })
  void partIsPartialContent(String header, String value, String body, String range)
      throws IOException {
    HttpResponse<String> answer = get(stored, header, value);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("Content-Range")).contains(range);
    assertThat(answer.headers().firstValue("Content-Length")).contains("" + body.length());
    assertThat(answer.headers().firstValue("Content-MD5")).contains(MD5);
  }

  @ParameterizedTest
  @CsvSource({
    "Range, 'bytes=0-1,3-4', 400",
    "Range, bytes=10-, 416",
    "Range, bytes=-, 416",
    "Content-Range, bytes 0-10/*, 416",
    "Content-Range, bytes */*, 416",
  })
  void partThatIsNotThereIsRefused(String header, String value, int status) throws IOException {
    assertThat(get(stored, header, value).statusCode()).isEqualTo(status);
  }

  @Test
  void deactivatedImageIsStillForAdministrators() throws IOException {
    String id = client.create();
    assertThat(client.upload(id, DATA).statusCode()).isEqualTo(204);
    String actions = "/v2/images/" + id + "/actions/";

    assertThat(client.call("POST", actions + "deactivate", NOTHING).statusCode()).isEqualTo(204);

    assertThat(get(id).statusCode()).isEqualTo(200);
    assertThat(put(id, DATA, "Content-Type", BYTES).body())
        .contains("Image status transition from deactivated to saving is not allowed");
  }

  @Test
  void manyRequestsOnOneConnectionDoNotMixUp() throws IOException {
    byte[] large = TestingStreams.bytes(3_000_001);
    String id = client.create();
    assertThat(client.upload(id, large).statusCode()).isEqualTo(204);

    for (int i = 0; i < 20; i++) {
      assertThat(client.download(id)).isEqualTo(large);
      assertThat(get(stored, "Range", "bytes=1-2").body()).isEqualTo("12");
      assertThat(put(id, large, "Content-Type", BYTES).statusCode()).isEqualTo(409);
    }
  }

  private static HttpResponse<String> put(String id, byte[] data, String... headers)
      throws IOException {
    return client.call("PUT", "/v2/images/" + id + "/file", data, headers);
  }

  private static HttpResponse<String> get(String id, String... headers) throws IOException {
    return client.call("GET", "/v2/images/" + id + "/file", NOTHING, headers);
  }
}
