package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.VerifiedAgainstGlance;
import io.glance.fixture.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cache over HTTP, with the flavor that has everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String CLEAR = "x-image-cache-clear-target";

  @TempDir private static Path directory;
  private ServedImages served;

  @BeforeAll
  void start() {
    served =
        ServedImages.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor",
                "cachemanagement",
                "oslo.default.image_cache_dir",
                cache().toString(),
                "oslo.default.image_cache_driver",
                "sqlite",
                "oslo.default.image_cache_max_size",
                "12"));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @BeforeEach
  void empty() {
    assertThat(served.send("DELETE", "/v2/cache").statusCode()).isEqualTo(204);
  }

  @Test
  void theCacheIsEmptyAtFirst() {
    assertThat(served.send("GET", "/v2/cache").body())
        .isEqualTo("{\"cached_images\": [], \"queued_images\": []}");
  }

  @Test
  void whatWasDownloadedIsCachedAndServedWithoutItsStore() throws IOException {
    String id = image("bytes");
    assertThat(download(id).body()).isEqualTo("bytes");
    awaitCached(id);
    Files.delete(directory.resolve("bytes").resolve(id));

    HttpResponse<String> hit = download(id);

    assertThat(hit.statusCode()).isEqualTo(200);
    assertThat(hit.body()).isEqualTo("bytes");
    assertThat(hit.headers().firstValue("Content-MD5")).isPresent();
    assertThat(served.send("GET", "/v2/cache").body())
        .matches(
            ("\\{\"cached_images\": \\[\\{\"image_id\": \"%s\", \"hits\": 1, \"last_accessed\": [0-9.]+,"
                    + " \"last_modified\": [0-9.]+, \"size\": 5\\}\\], \"queued_images\": \\[\\]\\}")
                .formatted(id));
  }

  @Test
  void aPartOfACachedImageComesFromTheCache() throws IOException {
    String id = image("0123456789");
    download(id);
    awaitCached(id);
    Files.delete(directory.resolve("bytes").resolve(id));

    HttpResponse<String> part =
        served.send("GET", "/v2/images/" + id + "/file", null, "", Map.of("Range", "bytes=2-4"));

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
  }

  @Test
  void anImageThatIsAskedForIsFetched() {
    String id = image("bytes");

    HttpResponse<String> asked = served.send("PUT", "/v2/cache/" + id);

    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(asked.body()).isEmpty();
    awaitCached(id);
    assertThat(cache().resolve("queue").resolve(id)).doesNotExist();
  }

  @Test
  @VerifiedAgainstGlance("33")
  void onlyActiveImagesCanBeAskedFor() {
    String queued = served.create("{\"name\": \"x\"}");
    String unknown = UUID.randomUUID().toString();

    assertRefused(
        served.send("PUT", "/v2/cache/" + queued),
        400,
        "Only images with status active can be targeted for queueing");
    assertRefused(
        served.send("PUT", "/v2/cache/" + unknown), 404, "Image " + unknown + " not found.");
    assertRefused(
        served.send("DELETE", "/v2/cache/" + unknown), 404, "Image " + unknown + " not found.");
  }

  @Test
  void aCachedImageIsForgottenAndCanBeCachedAgain() {
    String id = cached("bytes");

    assertThat(served.send("DELETE", "/v2/cache/" + id).statusCode()).isEqualTo(204);

    assertThat(cache().resolve(id)).doesNotExist();
    assertThat(served.send("GET", "/v2/cache").body()).doesNotContain(id);
    assertThat(download(id).body()).isEqualTo("bytes");
    awaitCached(id);
  }

  @Test
  void aDeletedImageLeavesTheCache() {
    String id = cached("bytes");

    assertThat(served.send("DELETE", "/v2/images/" + id).statusCode()).isEqualTo(204);

    assertThat(cache().resolve(id)).doesNotExist();
    assertThat(served.send("GET", "/v2/cache").body()).doesNotContain(id);
    assertThat(download(id).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"cache, false, true", "queue, true, false", "CACHE, false, true", "'', false, false"})
  void whatToEmptyMayBeSaid(String target, boolean keepsCache, boolean keepsQueue)
      throws IOException {
    String id = cached("bytes");
    String wish = UUID.randomUUID().toString();
    served.send("PUT", "/v2/queued_images/" + wish);

    HttpResponse<String> cleared =
        served.send("DELETE", "/v2/cache", null, "", Map.of(CLEAR, target));

    assertThat(cleared.statusCode()).isEqualTo(204);
    assertThat(Files.exists(cache().resolve(id))).isEqualTo(keepsCache);
    assertThat(Files.exists(cache().resolve("queue").resolve(wish))).isEqualTo(keepsQueue);
  }

  @Test
  void nothingElseIsEmptied() {
    assertRefused(
        served.send("DELETE", "/v2/cache", null, "", Map.of(CLEAR, "all")),
        400,
        "If provided 'x-image-cache-clear-target' must be 'cache', 'queue' or empty string.");
  }

  @Test
  void pruningLeavesWhatWasUsedLast() throws Exception {
    String first = cached("12345");
    Thread.sleep(5);
    String second = cached("67890");
    Thread.sleep(5);
    String third = cached("abcde");
    Thread.sleep(5);
    download(first);

    HttpResponse<String> pruned = served.send("POST", "/v2/cache/prune");

    assertThat(pruned.statusCode()).isEqualTo(200);
    assertThat(pruned.body()).isEqualTo("{\"total_files_pruned\": 1, \"total_bytes_pruned\": 5}");
    assertThat(cache().resolve(second)).doesNotExist();
    assertThat(cache().resolve(first)).exists();
    assertThat(cache().resolve(third)).exists();
    assertThat(served.send("POST", "/v2/cache/prune").body())
        .isEqualTo("{\"total_files_pruned\": 0, \"total_bytes_pruned\": 0}");
  }

  @Test
  void cleaningRemovesWhatIsInvalidOrStalled() throws IOException {
    Path invalid = cache().resolve("invalid").resolve(UUID.randomUUID().toString());
    Path fresh = cache().resolve("incomplete").resolve(UUID.randomUUID().toString());
    Path stalled = cache().resolve("incomplete").resolve(UUID.randomUUID().toString());
    for (Path each : new Path[] {invalid, fresh, stalled}) {
      Files.writeString(each, "x");
    }
    Files.setLastModifiedTime(stalled, java.nio.file.attribute.FileTime.fromMillis(0));

    HttpResponse<String> cleaned = served.send("POST", "/v2/cache/clean");

    assertThat(cleaned.statusCode()).isEqualTo(200);
    assertThat(cleaned.body()).isEmpty();
    assertThat(Stream.of(invalid, stalled)).noneMatch(Files::exists);
    assertThat(fresh).exists();
  }

  @Test
  @VerifiedAgainstGlance("33")
  void nodesAreKnownOnlyToAnIndexOfAllNodes() {
    assertRefused(
        served.send("GET", "/v2/cache/nodes/" + image("bytes")),
        409,
        "Centralized caching is not enabled");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST /v2/cache", "GET /v2/cache/x", "PUT /v2/cache", "GET /v2/cache/prune"})
  void otherVerbsAreNotAllowed(String request) {
    String[] parts = request.split(" ", 2);

    assertThat(served.send(parts[0], parts[1]).statusCode()).isEqualTo(405);
  }

  @Test
  void theOldResourcesListQueueAndEmpty() {
    String id = cached("bytes");
    String wish = UUID.randomUUID().toString();

    assertThat(served.send("GET", "/v2/cached_images").body())
        .startsWith("{\"cached_images\": [{\"image_id\": \"" + id + "\"");
    HttpResponse<String> queued = served.send("PUT", "/v2/queued_images/" + wish);
    assertThat(queued.statusCode()).isEqualTo(200);
    assertThat(queued.body()).isEqualTo("null");
    assertThat(served.send("GET", "/v2/queued_images").body())
        .isEqualTo("{\"queued_images\": [\"%s\"]}".formatted(wish));
    assertThat(served.send("DELETE", "/v2/queued_images/" + wish).body()).isEqualTo("null");
    assertThat(served.send("DELETE", "/v2/queued_images").body()).isEqualTo("{\"num_deleted\": 0}");
    assertThat(served.send("DELETE", "/v2/cached_images/" + id).body()).isEqualTo("null");
    assertThat(served.send("DELETE", "/v2/cached_images").body()).isEqualTo("{\"num_deleted\": 0}");
    assertThat(served.send("POST", "/v2/cached_images").statusCode()).isEqualTo(404);
  }

  @Test
  void theVersionsAreThoseOfAServiceWithACache() {
    assertThat(served.send("GET", "/versions").body()).contains("{\"id\": \"v2.18\"");
    assertThat(served.send("GET", "/v2.14/cache").statusCode()).isEqualTo(200);
  }

  private String cached(String data) {
    String id = image(data);
    download(id);
    awaitCached(id);
    return id;
  }

  private String image(String data) {
    String id =
        served.create(
            "{\"name\": \"x\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}");
    HttpResponse<String> uploaded =
        served.send("PUT", "/v2/images/" + id + "/file", "application/octet-stream", data);
    assertThat(uploaded.statusCode()).isEqualTo(204);
    return id;
  }

  private HttpResponse<String> download(String id) {
    return served.send("GET", "/v2/images/" + id + "/file");
  }

  private void awaitCached(String id) {
    Await.until(SOON, () -> served.send("GET", "/v2/cached_images").body().contains(id));
  }

  private static Path cache() {
    return directory.resolve("cache");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(message);
  }
}
