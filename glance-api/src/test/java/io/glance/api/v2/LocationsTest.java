package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.WebServer;
import io.glance.store.backends.Stores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import tools.jackson.databind.JsonNode;

/** Locations by PATCH, and where they are shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocationsTest {
  private static final String READY = "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}";
  private static final String SHA512 = "ab".repeat(64);

  private final WebServer web = new WebServer();
  private ServedImages images;
  private String url = "";

  @BeforeAll
  void start(@TempDir Path directory) {
    images =
        ServedImages.start(
            directory,
            Map.of(
                "oslo.default.show_multiple_locations",
                "true",
                "oslo.default.show_image_direct_url",
                "true",
                "oslo.default.image_location_quota",
                "3",
                "oslo.glance_store.stores",
                "file,http,memory",
                "oslo.import_filtering_opts.allowed_hosts",
                "127.0.0.1",
                "oslo.import_filtering_opts.allowed_ports",
                Integer.toString(web.port())));
    url = web.serve("a", new byte[100]);
    web.serve("b", new byte[100]);
    web.serve("c", new byte[100]);
    web.serve("d", new byte[100]);
    web.serve("empty", new byte[0]);
  }

  @AfterAll
  void stop() {
    images.close();
    web.close();
  }

  private static String location(String of) {
    return "{\"url\": \"%s\", \"metadata\": {}}".formatted(of);
  }

  private HttpResponse<String> add(String id, String position, String location) {
    return images.patch(
        id,
        "[{\"op\": \"add\", \"path\": \"/locations/%s\", \"value\": %s}]"
            .formatted(position, location));
  }

  private HttpResponse<String> replace(String id, String locations) {
    return images.patch(
        id,
        "[{\"op\": \"replace\", \"path\": \"/locations\", \"value\": %s}]".formatted(locations));
  }

  private HttpResponse<String> remove(String id, String position) {
    return images.patch(
        id, "[{\"op\": \"remove\", \"path\": \"/locations/%s\"}]".formatted(position));
  }

  private String withLocations(String... urls) {
    String id = images.create(READY);
    for (String one : urls) {
      assertThat(add(id, "-", location(one)).statusCode()).isEqualTo(200);
    }
    return id;
  }

  private List<String> urls(String id) {
    return images
        .show(id)
        .get("locations")
        .valueStream()
        .map(one -> one.get("url").stringValue())
        .toList();
  }

  private String inMemory() throws IOException {
    String name = UUID.randomUUID().toString();
    images
        .bean(Stores.class)
        .named("memory")
        .orElseThrow()
        .write(name, new ByteArrayInputStream(new byte[100]), 100);
    return "memory://" + name;
  }

  private static void assertRefused(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains(message);
  }

  @Test
  void theFirstLocationMakesAQueuedImageActive() {
    String id = images.create(READY);
    assertThat(images.show(id).get("locations").isEmpty()).isTrue();
    assertThat(images.show(id).has("direct_url")).isFalse();

    HttpResponse<String> added = add(id, "-", location(url));

    assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    JsonNode image = images.show(id);
    assertThat(image.get("status").stringValue()).isEqualTo("active");
    assertThat(image.get("size").longValue()).isEqualTo(100);
    assertThat(image.get("checksum").isNull()).isTrue();
    assertThat(image.get("direct_url").stringValue()).isEqualTo(url);
    assertThat(image.get("locations").toString())
        .isEqualTo("[{\"url\":\"%s\",\"metadata\":{}}]".formatted(url));
    assertThat(added.body())
        .containsPattern("updated_at.*\"locations\": .*\"direct_url\": .*\"tags\"");
  }

  @Test
  void locationsAreSetAndTheirMetadataReplaced() {
    String id = images.create(READY);

    assertThat(replace(id, "[" + location(url) + "]").statusCode()).isEqualTo(200);
    assertThat(
            replace(id, "[{\"url\": \"%s\", \"metadata\": {\"a\": [\"b\"]}}]".formatted(url))
                .statusCode())
        .isEqualTo(200);

    assertThat(images.show(id).get("locations").get(0).get("metadata").toString())
        .isEqualTo("{\"a\":[\"b\"]}");
  }

  @Test
  void aLocationIsAddedWhereTheClientSays() {
    String id = withLocations(web.url("a"), web.url("b"));

    add(id, "1", location(web.url("c")));

    assertThat(urls(id)).containsExactly(web.url("a"), web.url("c"), web.url("b"));
  }

  @Test
  void aRemovedLocationIsGoneWithItsBytesAndTheImageStays() throws Exception {
    String place = inMemory();
    String id = withLocations(place, web.url("a"));

    assertThat(remove(id, "0").statusCode()).isEqualTo(200);

    assertThat(urls(id)).containsExactly(web.url("a"));
    assertThat(images.show(id).get("status").stringValue()).isEqualTo("active");
    assertRefused(add(id, "-", location(place)), 400, "Invalid location");
  }

  @Test
  void theOldFormatKnowsLocationsToo() {
    String id = images.create(READY);

    HttpResponse<String> added =
        images.send(
            "PATCH",
            "/v2/images/" + id,
            ServedImages.OLD_PATCH,
            "[{\"add\": \"/locations/-\", \"value\": %s}]".formatted(location(url)));

    assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
    assertThat(urls(id)).containsExactly(url);
  }

  @Test
  void editsAreMadeInOrderOrNotAtAll() {
    String id = withLocations(web.url("a"));

    assertRefused(
        images.patch(
            id,
            "[{\"op\": \"add\", \"path\": \"/locations/-\", \"value\": %s},"
                    .formatted(location(web.url("b")))
                + "{\"op\": \"remove\", \"path\": \"/locations/0\"},"
                + "{\"op\": \"remove\", \"path\": \"/locations/0\"}]"),
        403,
        "Cannot remove last location in the image.");
    assertThat(urls(id)).containsExactly(web.url("a"));
  }

  /** 2014-9493, and what else reads this machine or the operator's accounts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "File:///etc/passwd",
        " file:///etc/passwd",
        "file:/etc/passwd",
        "filesystem:///etc/passwd",
        "swift+config://ref1/container/object",
        "SWIFT+CONFIG://ref1/container/object",
        "sheepdog://127.0.0.1:7000:image;id",
        "vsphere://attacker/folder/x?dcPath=a&dsName=b",
        "cinder://x",
        "nothing",
        "",
        "memory://nothing"
      })
  void placesThatNobodyMayNameAreRefused(String place) {
    String id = images.create(READY);

    assertRefused(add(id, "-", location(place)), 400, "Invalid location");
    assertRefused(replace(id, "[" + location(place) + "]"), 400, "Invalid location");
    assertThat(images.show(id).get("status").stringValue()).isEqualTo("queued");
    assertThat(urls(id)).isEmpty();
  }

  /** CVE-2026-71198. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:22/",
        "http://[::1]/",
        "http://2130706433/",
        "http://user:secret@10.0.0.1:8080/"
      })
  void webServersThatNobodyMayAskAreRefused(String place) {
    String queued = images.create(READY);
    String active = withLocations(url);

    assertRefused(add(queued, "-", location(place)), 400, "The Store URI was malformed.");
    HttpResponse<String> refused = add(active, "-", location(place));
    assertRefused(refused, 400, "Invalid location");
    assertThat(refused.body()).doesNotContain("secret");
    assertThat(urls(queued)).isEmpty();
    assertThat(urls(active)).containsExactly(url);
  }

  @Test
  void redirectsToWhereNobodyMayAskAreRefused() {
    String id = images.create(READY);
    String place = web.redirect("inside", "http://169.254.169.254/latest");

    assertRefused(add(id, "-", location(place)), 400, "The Store URI was malformed.");
  }

  @Test
  void aPlaceWithoutBytesIsRefused() {
    String id = images.create(READY);

    assertRefused(add(id, "-", location(web.url("empty"))), 400, "Invalid location");
    assertRefused(add(id, "-", location(web.url("nothing"))), 400, "Invalid location");
  }

  /** OSSN-0090. */
  @Test
  void theBytesOfAnotherImageCannotBeAddedAndSoNotDeleted() throws Exception {
    String place = inMemory();
    String victim = withLocations(place);
    String thief = images.create(READY);

    HttpResponse<String> refused = add(thief, "-", location(place));

    assertRefused(refused, 400, "Invalid location");
    assertThat(images.send("DELETE", "/v2/images/" + thief).statusCode()).isEqualTo(204);
    assertThat(images.send("GET", "/v2/images/" + victim + "/file").statusCode()).isEqualTo(200);
  }

  @Test
  void theBytesOfAWebServerMayBeThoseOfManyImages() {
    assertThat(urls(withLocations(url))).containsExactly(url);
    assertThat(urls(withLocations(url))).containsExactly(url);
  }

  /** CVE-2016-0757. */
  @Test
  void theLastLocationStays() {
    String id = withLocations(url);

    assertRefused(remove(id, "0"), 403, "Cannot remove last location in the image.");
    assertRefused(replace(id, "[]"), 403, "Cannot set locations to empty list.");
    assertThat(images.show(id).get("status").stringValue()).isEqualTo("active");
  }

  /** OSSN-0065. */
  @Test
  void theUrlsOfAnActiveImageAreNotReplacedAndNotTold() {
    String id = withLocations(url);

    HttpResponse<String> refused = replace(id, "[" + location(web.url("b")) + "]");

    assertRefused(refused, 400, "Original locations is not empty");
    assertThat(refused.body()).doesNotContain("127.0.0.1");
    assertThat(urls(id)).containsExactly(url);
  }

  @Test
  void oneLocationTooManyIsRefused() {
    String id = withLocations(web.url("a"), web.url("b"), web.url("c"));

    assertRefused(
        add(id, "-", location(web.url("d"))),
        413,
        "The limit has been exceeded on the number of allowed image locations. Attempted: 4, Maximum: 3");
  }

  @Test
  void aLocationTwiceIsRefused() {
    assertRefused(
        add(withLocations(url), "-", location(url)), 400, "The location URL already exists");
  }

  @ParameterizedTest
  @CsvSource({"x", "01x", "+1", "'-1'"})
  void aPositionIsANumber(String position) {
    String id = withLocations(web.url("a"), web.url("b"));

    assertRefused(
        add(id, position, location(web.url("c"))), 400, "Invalid position for adding a location.");
    assertRefused(remove(id, position), 400, "Invalid position for removing a location.");
    assertRefused(remove(id, "2"), 400, "Invalid position for removing a location.");
    assertThat(urls(id)).hasSize(2);
  }

  @Test
  void metadataIsOfTextsListsAndObjects() {
    String id = images.create(READY);

    assertRefused(
        add(id, "-", "{\"url\": \"%s\", \"metadata\": {\"a\": [1]}}".formatted(url)),
        400,
        "The image metadata key a[0] has an invalid type");
  }

  @Test
  void theServicesOwnStoresAreNobodyElses() {
    String id = images.create(READY);

    assertRefused(
        add(
            id,
            "-",
            "{\"url\": \"%s\", \"metadata\": {\"store\": \"OS_glance_tasks_store\"}}"
                .formatted(url)),
        400,
        "Invalid location");
  }

  @Test
  void anImageWithoutFormatsHasNoLocations() {
    String id = images.create("{}");

    assertRefused(
        add(id, "-", location(url)),
        400,
        "Properties disk_format, container_format must be set prior to saving data.");
    assertThat(urls(id)).isEmpty();
  }

  @Test
  void aDeactivatedImageKeepsItsLocations() {
    String id = withLocations(web.url("a"), web.url("b"));
    images.send("POST", "/v2/images/" + id + "/actions/deactivate");

    assertRefused(
        add(id, "-", location(web.url("c"))),
        409,
        "It's not allowed to add locations if image status is deactivated.");
    assertRefused(
        remove(id, "0"),
        409,
        "It's not allowed to remove locations if image status is deactivated.");
    assertRefused(
        replace(id, "[" + location(url) + "]"),
        409,
        "It's not allowed to replace locations if image status is deactivated.");
  }

  @Test
  void whatIsSaidOfTheBytesIsKept() {
    String id = images.create(READY);

    assertThat(add(id, "-", validated("sha512", SHA512)).statusCode()).isEqualTo(200);

    JsonNode image = images.show(id);
    assertThat(image.get("os_hash_algo").stringValue()).isEqualTo("sha512");
    assertThat(image.get("os_hash_value").stringValue()).isEqualTo(SHA512);
    assertRefused(
        add(id, "-", validated("sha512", "cd".repeat(64))),
        409,
        "os_hash_value is already set with a different value");
  }

  private String validated(String algorithm, String value) {
    return ("{\"url\": \"%s\", \"metadata\": {}, \"validation_data\":"
            + " {\"os_hash_algo\": \"%s\", \"os_hash_value\": \"%s\"}}")
        .formatted(url, algorithm, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha256 | ab | os_hash_algo must be sha512, not sha256",
        "sha512 | xy | os_hash_value (xy) is not a valid hexadecimal value",
        "sha512 | ab | os_hash_value (ab) is not the correct size for sha512 (should be 64 bytes)"
      })
  void whatIsSaidOfTheBytesMustMakeSense(String algorithm, String value, String message) {
    String id = images.create(READY);

    assertRefused(add(id, "-", validated(algorithm, value)), 409, message);
    assertThat(images.show(id).get("os_hash_algo").isNull()).isTrue();
  }

  @Test
  void newDigestsAreForQueuedImages() {
    assertRefused(
        add(withLocations(web.url("b")), "-", validated("sha512", SHA512)),
        409,
        "New value(s) for os_hash_algo, os_hash_value may only be provided when image status is 'queued'");
  }

  @Test
  void bytesAtALocationAreDownloaded() {
    web.serve("text", "hello".getBytes(StandardCharsets.UTF_8));

    String id = withLocations(web.url("text"));

    assertThat(images.send("GET", "/v2/images/" + id + "/file").body()).isEqualTo("hello");
  }
}
