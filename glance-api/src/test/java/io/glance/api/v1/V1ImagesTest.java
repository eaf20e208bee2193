package io.glance.api.v1;

import static io.glance.api.v1.V1Server.header;
import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Images of API v1 over HTTP: registered, shown, changed, filled, downloaded, deleted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1ImagesTest {
  private static final byte[] DATA = "some bytes of an image".getBytes(StandardCharsets.UTF_8);
  private static final String MD5 = "57cdffc42c0e2b2b1d1e0b9c4a1d1f9e";
  private static final String[] RAW = {
    "x-image-meta-disk_format", "raw", "x-image-meta-container_format", "bare"
  };

  private V1Server served;

  @BeforeAll
  void start(@TempDir Path directory) {
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor",
                "trusted-auth",
                "oslo.default.image_size_cap",
                5_000_000,
                "oslo.default.image_property_quota",
                3));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private static String path(String id) {
    return "/v1/images/" + id;
  }

  private static void assertRefused(HttpResponse<String> response, int status, String words) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).get("message").stringValue()).contains(words);
  }

  @Test
  void imageWithDataIsActiveBeforeTheAnswer() {
    HttpResponse<String> created =
        served.upload(
            "POST",
            "/v1/images",
            DATA,
            "owner",
            "x-image-meta-name",
            "cirros",
            "x-image-meta-disk-format",
            "raw",
            "X-Image-Meta-Container_Format",
            "bare",
            "x-image-meta-property-Kernel-Id",
            "k");

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    JsonNode image = json(created).get("image");
    assertThat(image.propertyNames())
        .containsExactly(
            "id",
            "name",
            "disk_format",
            "container_format",
            "size",
            "virtual_size",
            "status",
            "is_public",
            "checksum",
            "min_disk",
            "min_ram",
            "owner",
            "protected",
            "created_at",
            "updated_at",
            "deleted_at",
            "deleted",
            "properties");
    assertThat(image.get("status").stringValue()).isEqualTo("active");
    assertThat(image.get("size").intValue()).isEqualTo(DATA.length);
    assertThat(image.get("owner").stringValue()).isEqualTo("owner");
    assertThat(image.get("is_public").booleanValue()).isFalse();
    assertThat(image.get("deleted_at").isNull()).isTrue();
    assertThat(image.get("created_at").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000000");
    assertThat(image.at("/properties/kernel_id").stringValue()).isEqualTo("k");
    assertThat(header(created, "Location"))
        .isEqualTo(
            "http://127.0.0.1:" + served.port() + "/v1/images/" + image.get("id").stringValue());
    assertThat(header(created, "ETag")).isEqualTo(image.get("checksum").stringValue());
  }

  @Test
  void downloadHasTheBytesAndTheMetadata() {
    String id = served.active(DATA, "owner", "x-image-meta-name", "n");

    HttpResponse<String> got = served.send("GET", path(id), "owner");

    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(DATA);
    assertThat(header(got, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(got, "Content-Length")).isEqualTo("" + DATA.length);
    assertThat(header(got, "x-image-meta-checksum")).isEqualTo(header(got, "ETag"));
    assertThat(header(got, "x-image-meta-is_public")).isEqualTo("False");
    assertThat(header(got, "x-image-meta-status")).isEqualTo("active");
    assertThat(got.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("location"));
  }

  @Test
  void headShowsTheSameWithoutABody() {
    String id = served.active(DATA, "owner", "x-image-meta-property-a-b", "c");

    HttpResponse<String> shown = served.send("HEAD", path(id), "owner");

    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).isEmpty();
    assertThat(header(shown, "x-image-meta-size")).isEqualTo("" + DATA.length);
    assertThat(header(shown, "x-image-meta-property-a_b")).isEqualTo("c");
    assertThat(header(shown, "x-image-meta-deleted")).isEqualTo("False");
    assertThat(header(shown, "x-image-meta-deleted_at")).isEqualTo("absent");
  }

  /** Which the original calls a text, although there is none. */
  @Test
  void headOfNothingIsEmpty() {
    HttpResponse<String> missing = served.send("HEAD", path(UUID.randomUUID().toString()), "owner");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(header(missing, "Content-Type")).startsWith("text/plain");
    assertThat(header(missing, "Content-Length")).isEqualTo("0");
  }

  @Test
  void imageWithoutDataWaitsForIt() {
    String id = served.create("owner", RAW);
    assertThat(served.field(id, "status")).isEqualTo("queued");
    assertThat(served.field(id, "size")).isEqualTo("0");
    assertRefused(served.send("GET", path(id), "owner"), 404, "Image " + id + " is not active");

    HttpResponse<String> filled = served.stream("PUT", path(id), DATA, "owner");

    assertThat(filled.statusCode()).as(filled.body()).isEqualTo(200);
    assertThat(json(filled).at("/image/status").stringValue()).isEqualTo("active");
    assertThat(served.send("GET", path(id), "owner").body())
        .isEqualTo(new String(DATA, StandardCharsets.UTF_8));
    assertRefused(
        served.upload("PUT", path(id), DATA, "owner"), 409, "Cannot upload to an unqueued image");
  }

  @Test
  void sizeOfNothingMakesAnActiveImage() {
    String id = served.create("owner", "x-image-meta-size", "0");

    assertThat(served.field(id, "status")).isEqualTo("active");
    HttpResponse<String> got = served.send("GET", path(id), "owner");
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEmpty();
    assertThat(header(got, "Content-Length")).isEqualTo("0");
  }

  @Test
  void propertiesThatAreNotNamedGo() {
    String id =
        served.create("owner", "x-image-meta-property-a", "1", "x-image-meta-property-b", "2");

    JsonNode kept =
        json(
            served.send(
                "PUT",
                path(id),
                "owner",
                "x-image-meta-property-c",
                "3",
                "x-glance-registry-purge-props",
                "false"));
    assertThat(kept.at("/image/properties").propertyNames())
        .containsExactlyInAnyOrder("a", "b", "c");

    JsonNode purged = json(served.send("PUT", path(id), "owner", "x-image-meta-property-a", "4"));
    assertThat(purged.at("/image/properties").propertyNames()).containsExactly("a");
    assertThat(purged.at("/image/properties/a").stringValue()).isEqualTo("4");
  }

  @Test
  void uploadPurgesNothing() {
    String id =
        served.create(
            "owner",
            "x-image-meta-disk_format",
            "raw",
            "x-image-meta-container_format",
            "bare",
            "x-image-meta-property-a",
            "1");

    JsonNode filled = json(served.upload("PUT", path(id), DATA, "owner"));

    assertThat(filled.at("/image/properties/a").stringValue()).isEqualTo("1");
  }

  @Test
  void fieldsChange() {
    String id = served.create("owner", "x-image-meta-name", "old");

    JsonNode image =
        json(served.send(
                "PUT",
                path(id),
                "owner",
                "x-image-meta-name",
                "new",
                "x-image-meta-min-ram",
                "512",
                "x-image-meta-protected",
                "yes",
                "x-image-meta-owner",
                "rival"))
            .get("image");

    assertThat(image.get("name").stringValue()).isEqualTo("new");
    assertThat(image.get("min_ram").intValue()).isEqualTo(512);
    assertThat(image.get("protected").booleanValue()).isTrue();
    assertThat(image.get("owner").stringValue()).isEqualTo("owner");
    assertThat(
            json(served.send("PUT", path(id), "admin", "x-image-meta-owner", "rival"))
                .at("/image/owner")
                .stringValue())
        .isEqualTo("rival");
  }

  @Test
  void onlyAdministratorsPublish() {
    String id = served.active(DATA, "owner");

    assertThat(served.send("PUT", path(id), "owner", "x-image-meta-is_public", "True").statusCode())
        .isEqualTo(403);
    assertThat(served.send("GET", path(id), "rival").statusCode()).isEqualTo(404);
    assertThat(served.send("PUT", path(id), "admin", "x-image-meta-is_public", "1").statusCode())
        .isEqualTo(200);
    assertThat(served.send("GET", path(id), "rival").statusCode()).isEqualTo(200);
    assertThat(served.send("POST", "/v1/images", "owner", "x-image-meta-is_public", "t"))
        .returns(403, HttpResponse::statusCode);
  }

  @ParameterizedTest
  @CsvSource({
    "x-image-meta-foo, bar, 400, Bad header: x-image-meta-foo",
    "x-image-meta-size, big, 400, Cannot convert image size 'big' to an integer.",
    "x-image-meta-size, -1, 400, Cannot be a negative value.",
    "x-image-meta-min_ram, 1.5, 400, Cannot convert image min_ram '1.5' to an integer.",
    "x-image-meta-size, 5000001, 400, Denying attempt to upload image larger than 5000000 bytes.",
    "x-image-meta-created_at, yesterday, 400, Invalid time format for created_at.",
    "x-image-meta-updated_at, 1899-12-31T00:00:00, 400, Invalid time format for updated_at.",
    "x-image-meta-disk_format, floppy, 400, Invalid disk format 'floppy' for image.",
    "x-image-meta-container_format, bag, 400, Invalid container format 'bag' for image.",
    "x-image-meta-checksum, 0123456789012345678901234567890123, 400, can't exceed 32 characters",
    "x-image-meta-id, abc, 400, Invalid image id format",
    "x-image-meta-store, cellar, 400, Required store cellar is invalid",
    "x-image-meta-property-os_glance_stage_host, http://x, 403, is reserved",
    "x-image-meta-property-visibility, public, 403, is reserved",
    "x-image-meta-property-locations, x, 403, is reserved",
    "x-image-meta-location, file:///etc/passwd, 400, External sources are not supported: 'file:///etc/passwd'",
    "x-image-meta-location, FILE:///etc/passwd, 400, External sources are not supported",
    "x-image-meta-location, filesystem:///etc/passwd, 400, External sources are not supported",
    "x-image-meta-location, swift+config://ref/c/o, 400, External sources are not supported",
    "x-glance-api-copy-from, file:///etc/passwd, 400, External sources are not supported",
    "x-image-meta-location, http://127.0.0.1:22/x, 400, ''",
  })
  void nonsenseIsRefused(String header, String value, int status, String words) {
    assertRefused(
        served.send(
            "POST",
            "/v1/images",
            "admin",
            header.contains("disk_format") ? "x-image-meta-name" : "x-image-meta-disk_format",
            "raw",
            header.contains("container_format")
                ? "x-image-meta-name"
                : "x-image-meta-container_format",
            "bare",
            header,
            value),
        status,
        words);
  }

  @Test
  void oneOfAmazonsFormatsIsBoth() {
    String id = served.create("owner", "x-image-meta-disk_format", "aki");

    assertThat(served.field(id, "container_format")).isEqualTo("aki");
    assertRefused(
        served.send(
            "POST",
            "/v1/images",
            "owner",
            "x-image-meta-disk_format",
            "aki",
            "x-image-meta-container_format",
            "bare"),
        400,
        "Invalid mix of disk and container formats.");
  }

  @Test
  void idIsTheClientsAndTakenOnce() {
    String id = UUID.randomUUID().toString();

    assertThat(served.create("owner", "x-image-meta-id", id)).isEqualTo(id);
    assertRefused(
        served.send("POST", "/v1/images", "owner", "x-image-meta-id", id),
        409,
        "An image with identifier " + id + " already exists");
  }

  @Test
  void severalSourcesAreRefusedAndNothingIsRegistered() {
    String id = UUID.randomUUID().toString();

    assertRefused(
        served.upload(
            "POST",
            "/v1/images",
            DATA,
            "owner",
            "x-image-meta-id",
            id,
            "x-glance-api-copy-from",
            "http://example.org/x"),
        400,
        "It's invalid to provide multiple image sources.");
    assertThat(served.send("HEAD", path(id), "admin").statusCode()).isEqualTo(404);
  }

  @Test
  void dataWantFormats() {
    assertRefused(
        served.upload("POST", "/v1/images", DATA, "owner"), 400, "Disk format is not specified.");
    assertRefused(
        served.upload("POST", "/v1/images", DATA, "owner", "x-image-meta-disk_format", "raw"),
        400,
        "Container format is not specified.");
  }

  @Test
  void otherDataThanAnnouncedKillTheImage() {
    String id = served.create("owner", RAW);
    String bySize = "Supplied size (3) and size generated from uploaded image (22) did not match.";
    assertRefused(
        served.upload("PUT", path(id), DATA, "owner", "x-image-meta-size", "3"), 400, bySize);
    assertThat(served.field(id, "status")).isEqualTo("killed");

    String streamed = served.create("owner", RAW);
    assertRefused(
        served.stream("PUT", path(streamed), DATA, "owner", "x-image-meta-size", "3"),
        400,
        "Setting image status to 'killed'.");
    assertThat(served.field(streamed, "status")).isEqualTo("killed");

    String digested = served.create("owner", RAW);
    assertRefused(
        served.upload("PUT", path(digested), DATA, "owner", "x-image-meta-checksum", MD5),
        400,
        "Supplied checksum (" + MD5 + ")");
    assertThat(served.field(digested, "status")).isEqualTo("killed");
    assertThat(served.send("DELETE", path(digested), "owner").statusCode()).isEqualTo(200);
  }

  @Test
  void tooManyBytesAreRefused() {
    String id = served.create("owner", RAW);

    assertRefused(
        served.stream("PUT", path(id), new byte[5_000_001], "owner"),
        413,
        "Denying attempt to upload image larger than 5000000 bytes.");
    assertThat(served.field(id, "status")).isEqualTo("killed");
  }

  @Test
  void otherContentThanBytesKillsTheImage() {
    String id = served.create("owner", RAW);

    HttpResponse<String> refused = served.send("PUT", path(id), "{}", V1Server.as("owner"));

    assertRefused(refused, 400, "Content-Type must be application/octet-stream");
    assertThat(served.field(id, "status")).isEqualTo("killed");
  }

  @Test
  void propertiesHaveAQuota() {
    assertRefused(
        served.send(
            "POST",
            "/v1/images",
            "owner",
            "x-image-meta-property-a",
            "1",
            "x-image-meta-property-b",
            "1",
            "x-image-meta-property-c",
            "1",
            "x-image-meta-property-d",
            "1"),
        413,
        "Attempted: 4, Maximum: 3");
  }

  @Test
  void factsOfAnActiveImageStay() {
    String id = served.active(DATA, "owner");

    assertRefused(
        served.send("PUT", path(id), "owner", "x-image-meta-status", "queued"),
        403,
        "Forbidden to modify 'status' of image.");
    assertRefused(
        served.send("PUT", path(id), "admin", "x-image-meta-status", "queued"),
        403,
        "Forbidden to modify 'status' of image.");
    assertRefused(
        served.send("PUT", path(id), "owner", "x-image-meta-id", UUID.randomUUID().toString()),
        403,
        "Forbidden to modify 'id' of image.");
    assertRefused(
        served.send("PUT", path(id), "owner", "x-image-meta-size", "1"),
        403,
        "Forbidden to modify 'size' of active image.");
    assertRefused(
        served.send("PUT", path(id), "owner", "x-image-meta-checksum", MD5),
        403,
        "Forbidden to modify 'checksum' of active image.");
    assertRefused(
        served.send("PUT", path(id), "owner", "x-image-meta-location", "http://example.org/x"),
        400,
        "Attempted to update Location field for an image not in queued status.");
    assertThat(served.send("PUT", path(id), "owner", "x-image-meta-status", "active"))
        .returns(200, HttpResponse::statusCode);
  }

  @Test
  void deletedImagesAreForAdministrators() {
    String id = served.active(DATA, "owner", "x-image-meta-property-a", "1");

    HttpResponse<String> deleted = served.send("DELETE", path(id), "owner");

    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(deleted.body()).isEmpty();
    assertRefused(
        served.send("GET", path(id), "owner"), 404, "Image with identifier " + id + " not found");
    assertThat(served.field(id, "status")).isEqualTo("deleted");
    assertThat(served.field(id, "deleted")).isEqualTo("True");
    assertThat(served.field(id, "deleted_at")).isNotEqualTo("absent");
    assertRefused(
        served.send("PUT", path(id), "admin", "x-image-meta-name", "x"),
        403,
        "Forbidden to update deleted image.");
    assertRefused(served.send("DELETE", path(id), "admin"), 404, "Image " + id + " not found.");
  }

  @Test
  void protectedImageStays() {
    String id = served.active(DATA, "owner", "x-image-meta-protected", "True");

    assertRefused(served.send("DELETE", path(id), "owner"), 403, "Image is protected");
    assertThat(served.send("GET", path(id), "owner").statusCode()).isEqualTo(200);
  }

  @Test
  void whoOnlySeesAnImageTouchesNothing() {
    String id = served.active(DATA, "admin", "x-image-meta-is_public", "True");

    assertThat(served.send("DELETE", path(id), "rival").statusCode()).isEqualTo(403);
    assertThat(served.send("PUT", path(id), "rival", "x-image-meta-name", "x").statusCode())
        .isEqualTo(403);
    assertThat(served.send("GET", path(id), "rival").body()).hasSize(DATA.length);
  }

  @Test
  void memberWhoIsNotTheOwnerIsToldThatThereIsNothing() {
    String id = served.active(DATA, "owner");
    served.send("PUT", path(id) + "/members/rival", null, V1Server.as("owner"));
    assertThat(served.send("GET", path(id), "rival").statusCode()).isEqualTo(200);

    assertThat(served.send("DELETE", path(id), "rival").statusCode()).isEqualTo(404);
    assertThat(served.send("PUT", path(id), "rival", "x-image-meta-name", "x").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /v1/images, 'GET, POST'",
    "HEAD, /v1/images, 'GET, POST'",
    "HEAD, /v1/images/detail, GET",
    "POST, /v1/images/detail, 'GET, HEAD'",
    "POST, /v1/images/71c675ab-d94f-49cd-a114-e12490b328d9, 'GET, HEAD, PUT, DELETE'",
    "PATCH, /v1/images/71c675ab-d94f-49cd-a114-e12490b328d9, 'GET, HEAD, PUT, DELETE'",
  })
  void otherVerbsAreNotAllowed(String verb, String path, String allowed) {
    HttpResponse<String> refused = served.send(verb, path, "owner");

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(header(refused, "Allow")).isEqualTo(allowed);
  }

  @Test
  void allItsVersionsAreTheSame() {
    for (String root : new String[] {"/v1/", "/v1.0/images", "/v1.1/images", "/v1/images"}) {
      assertThat(json(served.send("GET", root, "owner")).has("images")).as(root).isTrue();
    }
    assertThat(header(served.send("GET", "/v1", "owner"), "Location")).endsWith("/v1/");
  }

  @Test
  void deactivatedImageIsNotReadEvenByAdministrators() {
    String id = served.active(DATA, "owner");
    served.send("POST", "/v2/images/" + id + "/actions/deactivate", null, V1Server.as("admin"));

    assertRefused(served.send("GET", path(id), "admin"), 403, "Image " + id + " is deactivated");
  }
}
