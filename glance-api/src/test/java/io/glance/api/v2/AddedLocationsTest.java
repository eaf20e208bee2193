package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.WebServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Locations that are added in the background. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddedLocationsTest {
  private static final String READY = "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}";
  private static final byte[] DATA = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final WebServer web = new WebServer();
  private ServedImages images;
  private String url = "";

  @BeforeAll
  void start(@TempDir Path directory) {
    images =
        ServedImages.start(
            directory,
            Map.of(
                "oslo.glance_store.stores",
                "file,http",
                "oslo.import_filtering_opts.allowed_hosts",
                "127.0.0.1",
                "oslo.import_filtering_opts.allowed_ports",
                Integer.toString(web.port())));
    url = web.serve("a", DATA);
  }

  @AfterAll
  void stop() {
    images.close();
    web.close();
  }

  @BeforeEach
  void usualWeb() {
    web.rest(0);
  }

  private static String path(String id) {
    return "/v2/images/" + id + "/locations";
  }

  private HttpResponse<String> add(String id, String body) {
    return images.send("POST", path(id), "application/json", body);
  }

  private HttpResponse<String> add(String id, String place, @Nullable String hash) {
    String data =
        hash == null
            ? ""
            : ", \"validation_data\": {\"os_hash_algo\": \"sha256\", \"os_hash_value\": \"%s\"}"
                .formatted(hash);
    return add(id, "{\"url\": \"%s\"%s}".formatted(place, data));
  }

  private JsonNode ended(String id) throws IOException {
    Await.until(SOON, () -> !images.show(id).has("os_glance_import_task"));
    return images.show(id);
  }

  private JsonNode task(String id) {
    return ServedImages.json(images.send("GET", "/v2/images/" + id + "/tasks")).get("tasks").get(0);
  }

  private static String hash(String algorithm) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(DATA));
  }

  private static void assertRefused(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains(message);
  }

  @Test
  void theImageIsActiveAndGetsItsDigests() throws Exception {
    String id = images.create(READY);

    HttpResponse<String> added = add(id, url, null);

    assertThat(added.statusCode()).as(added.body()).isEqualTo(202);
    JsonNode image = ended(id);
    assertThat(image.get("status").stringValue()).isEqualTo("active");
    assertThat(image.get("size").longValue()).isEqualTo(DATA.length);
    assertThat(image.get("checksum").stringValue()).isEqualTo(hash("MD5"));
    assertThat(image.get("os_hash_algo").stringValue()).isEqualTo("sha512");
    assertThat(image.get("os_hash_value").stringValue()).isEqualTo(hash("SHA-512"));
    assertThat(image.has("locations")).isFalse();
    assertThat(image.has("direct_url")).isFalse();
    assertThat(task(id).get("type").stringValue()).isEqualTo("location_import");
    assertThat(task(id).get("status").stringValue()).isEqualTo("success");
    assertThat(images.send("GET", path(id)).body())
        .isEqualTo("[{\"url\": \"%s\", \"metadata\": {}}]".formatted(url));
    assertThat(images.send("GET", "/v2/images/" + id + "/file").body()).isEqualTo("some bytes");
  }

  @Test
  void whatTheCallerSaysIsVerified() throws Exception {
    String id = images.create(READY);

    add(id, url, hash("SHA-256"));

    JsonNode image = ended(id);
    assertThat(image.get("status").stringValue()).isEqualTo("active");
    assertThat(image.get("os_hash_algo").stringValue()).isEqualTo("sha256");
    assertThat(image.get("checksum").stringValue()).isEqualTo(hash("MD5"));
  }

  @Test
  void bytesThatAreOthersThanTheCallerSaysAreNoneOfTheImage() throws Exception {
    String id = images.create(READY);

    add(id, url, "00".repeat(32));

    JsonNode image = ended(id);
    assertThat(image.get("status").stringValue()).isEqualTo("queued");
    assertThat(image.get("size").isNull()).isTrue();
    assertThat(image.get("os_hash_algo").isNull()).isTrue();
    assertThat(images.send("GET", path(id)).body()).isEqualTo("[]");
    assertThat(task(id).get("status").stringValue()).isEqualTo("failure");
    assertThat(task(id).get("message").stringValue())
        .startsWith("os_hash_value: (0000")
        .contains("not matched with actual os_hash_value");
    assertThat(add(id, url, null).statusCode()).isEqualTo(202);
    assertThat(ended(id).get("status").stringValue()).isEqualTo("active");
  }

  @Test
  void aPlaceWithoutBytesFailsLater() throws Exception {
    String id = images.create(READY);

    assertThat(add(id, web.url("nothing"), null).statusCode()).isEqualTo(202);

    assertThat(ended(id).get("status").stringValue()).isEqualTo("queued");
    assertThat(task(id).get("message").stringValue()).isEqualTo("Invalid location");
  }

  @Test
  void anImageWithoutFormatsStaysQueued() throws Exception {
    String id = images.create("{}");

    assertThat(add(id, url, null).statusCode()).isEqualTo(202);

    assertThat(ended(id).get("status").stringValue()).isEqualTo("queued");
    assertThat(task(id).get("message").stringValue()).contains("must be set prior to saving data");
  }

  @Test
  void anImageIsImportedToOnce() {
    String id = images.create(READY);
    web.serve("slow", new byte[64 * 1024 * 20]);
    web.rest(500);
    add(id, web.url("slow"), "00".repeat(32));

    HttpResponse<String> second = add(id, url, null);

    assertThat(second.statusCode()).isEqualTo(409);
  }

  @Test
  void anImageThatIsDeletedNeedsNoDigests() throws Exception {
    web.serve("slow", new byte[64 * 1024 * 20]);
    String id = images.create(READY);
    web.rest(500);
    add(id, web.url("slow"), null);
    Await.until(SOON, () -> images.show(id).get("status").stringValue().equals("active"));

    assertThat(images.send("DELETE", "/v2/images/" + id).statusCode()).isEqualTo(204);

    assertThat(images.send("GET", "/v2/images/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void onlyQueuedImagesGetLocations() throws Exception {
    String id = images.create(READY);
    add(id, url, null);
    ended(id);

    assertRefused(
        add(id, url, null), 409, "It's not allowed to add locations if image status is active.");
    assertRefused(add(UUID.randomUUID().toString(), url, null), 404, "No image found with ID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "swift+config://a/b/c",
        "rbd://a/b/c/d",
        "HTTP://127.0.0.1/",
        ""
      })
  void onlyServicesNameOtherPlacesThanWebServers(String place) {
    String id = images.create(READY);

    assertRefused(
        add(id, place, null),
        403,
        "http store must be enabled to use location API by normal user.");
    assertThat(images.show(id).get("status").stringValue()).isEqualTo("queued");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://169.254.169.254/latest", "http://localhost:22/", "https://[::1]/"})
  void webServersThatNobodyMayAskAreRefused(String place) {
    assertRefused(
        add(images.create(READY), place, null),
        400,
        "URI for add location does not pass filtering: " + place);
  }

  @Test
  void credentialsAreNotTold() throws Exception {
    assertThat(add(images.create(READY), "http://me:secret@localhost:22/", null).body())
        .doesNotContain("secret");
    String id = images.create(READY);

    add(id, web.url("x").replace("//", "//me:secret@"), null);

    ended(id);
    assertThat(images.send("GET", "/v2/images/" + id + "/tasks").body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Provided object does not match schema 'location': 'url' is a required property",
        "{\"url\": 1} | Provided object does not match schema 'location': 1 is not of type 'string'",
        "{\"url\": \"http://a/\", \"validation_data\": {\"x\": \"y\"}} | Provided object does not match schema 'location': Additional properties are not allowed ('x' was unexpected)",
        "{\"url\": \"http://a/\", \"validation_data\": {\"os_hash_algo\": \"md5\"}} | location': 'os_hash_value' is a dependency of 'os_hash_algo'",
        "{\"url\": \"http://a/\", \"validation_data\": {\"os_hash_algo\": \"crc\", \"os_hash_value\": \"\"}} | location': 'crc' is not one of",
        "{\"url\": \"http://a/\", \"validation_data\": {\"os_hash_algo\": \"md5\", \"os_hash_value\": \"xy\"}} | os_hash_value (xy) is not a valid hexadecimal value",
        "{\"url\": \"http://a/\", \"validation_data\": {\"os_hash_algo\": \"md5\", \"os_hash_value\": \"ab\"}} | os_hash_value: (ab) is not the correct size for (md5) (should be (16) bytes)"
      })
  void aRequestMustMakeSense(String body, String message) {
    HttpResponse<String> refused = add(images.create(READY), body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(ServedImages.json(refused).get("message").stringValue()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void otherVerbsAreNotAllowed(String verb) {
    HttpResponse<String> refused = images.send(verb, path(images.create(READY)));

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void locationsByPatchAreInvisible() {
    assertRefused(
        images.patch(
            images.create(READY),
            "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": {\"url\": \"%s\", \"metadata\": {}}}]"
                .formatted(url)),
        403,
        "It's not allowed to add locations if locations are invisible.");
  }
}
