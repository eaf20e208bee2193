package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cache of API v1 over HTTP. */
class V1CacheTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String MANAGED = "trusted-auth+cachemanagement";
  private static final byte[] DATA = "some bytes of an image".getBytes(StandardCharsets.UTF_8);

  /** Headers of one answer alone. */
  private static final Set<String> OWN_HEADERS = Set.of("date", "x-openstack-request-id");

  @TempDir private Path directory;

  private V1Server started(String flavor) {
    return started(flavor, 300);
  }

  private V1Server started(String flavor, int secondsBetweenLooksIntoTheQueue) {
    return V1Server.start(
        directory,
        Map.of(
            "oslo.paste_deploy.flavor",
            flavor,
            "oslo.default.image_cache_dir",
            directory.resolve("cache").toString(),
            "oslo.default.image_cache_driver",
            "sqlite",
            "oslo.default.cache_prefetcher_interval",
            secondsBetweenLooksIntoTheQueue));
  }

  private static HttpResponse<String> ask(V1Server served, String method, String path) {
    return served.send(method, path, null, V1Server.as("admin"));
  }

  @Test
  void administratorsManageWhatIsCachedAndWanted() {
    String id = UUID.randomUUID().toString();
    try (V1Server served = started(MANAGED)) {
      assertThat(ask(served, "GET", "/v1/cached_images").body())
          .isEqualTo("{\"cached_images\": []}");
      HttpResponse<String> wanted = ask(served, "PUT", "/v1.1/queued_images/" + id);
      assertThat(wanted.statusCode()).isEqualTo(200);
      assertThat(wanted.body()).isEqualTo("null");
      assertThat(wanted.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/json");
      assertThat(ask(served, "GET", "/v1/queued_images").body())
          .isEqualTo("{\"queued_images\": [\"%s\"]}".formatted(id));
      assertThat(ask(served, "DELETE", "/v1/queued_images/" + id).body()).isEqualTo("null");
      ask(served, "PUT", "/v1/queued_images/" + id);
      assertThat(ask(served, "DELETE", "/v1/queued_images").body())
          .isEqualTo("{\"num_deleted\": 1}");
      assertThat(ask(served, "DELETE", "/v1/cached_images/" + id).statusCode()).isEqualTo(200);
      assertThat(ask(served, "DELETE", "/v1/cached_images").body())
          .isEqualTo("{\"num_deleted\": 0}");
      assertThat(served.send("GET", "/v1/queued_images", null, V1Server.as("owner")).statusCode())
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, /v1/cached_images", "DELETE, /v1/queued_images", "GET, /v1/queued_images"})
  void withoutTheFlavorThereIsNothingToManage(String method, String path) {
    try (V1Server served = started("trusted-auth")) {
      assertThat(ask(served, method, path).statusCode()).isEqualTo(404);
    }
  }

  /** Downloads an image once, and waits until it is cached. */
  private static String cached(V1Server served) {
    String id = served.active(DATA, "owner", "x-image-meta-property-a", "b");
    assertThat(served.send("GET", "/v1/images/" + id, "owner").statusCode()).isEqualTo(200);
    awaitCached(served, id);
    return id;
  }

  private static void awaitCached(V1Server served, String id) {
    Await.until(SOON, () -> ask(served, "GET", "/v1/cached_images").body().contains(id));
  }

  private static Map<String, List<String>> headers(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.headers().map());
    headers.keySet().removeAll(OWN_HEADERS);
    return headers;
  }

  @Test
  void secondDownloadComesFromTheCacheAndSaysTheSame() throws IOException {
    try (V1Server served = started(MANAGED)) {
      String id = served.active(DATA, "owner", "x-image-meta-property-a", "b");
      HttpResponse<String> first = served.send("GET", "/v1/images/" + id, "owner");
      awaitCached(served, id);
      Files.delete(directory.resolve("bytes").resolve(id));

      HttpResponse<String> second = served.send("GET", "/v1/images/" + id, "owner");

      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(second.body().getBytes(StandardCharsets.UTF_8)).isEqualTo(DATA);
      assertThat(headers(second)).isEqualTo(headers(first));
      assertThat(headers(second)).containsEntry("x-image-meta-property-a", List.of("b"));
      assertThat(V1Server.json(ask(served, "GET", "/v1/cached_images")).get("cached_images"))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.get("image_id").stringValue()).isEqualTo(id);
            assertThat(entry.get("hits").intValue()).isOne();
            assertThat(entry.get("size").intValue()).isEqualTo(DATA.length);
          });
    }
  }

  @Test
  void cachedImageIsNoMoreAnybodysThanItsData() {
    try (V1Server served = started(MANAGED)) {
      String id = cached(served);

      assertThat(served.send("GET", "/v1/images/" + id, "rival").statusCode()).isEqualTo(404);
      ask(served, "POST", "/v2/images/" + id + "/actions/deactivate");
      assertThat(served.send("GET", "/v1/images/" + id, "owner").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void deletedImageLeavesTheCacheAndTheQueue() {
    try (V1Server served = started(MANAGED)) {
      String id = cached(served);
      String wanted = served.active(DATA, "owner");
      ask(served, "PUT", "/v1/queued_images/" + wanted);

      served.send("DELETE", "/v1/images/" + id, "owner");
      served.send("DELETE", "/v1/images/" + wanted, "owner");

      assertThat(directory.resolve("cache").resolve(id)).doesNotExist();
      assertThat(ask(served, "GET", "/v1/cached_images").body()).doesNotContain(id);
      assertThat(ask(served, "GET", "/v1/queued_images").body()).doesNotContain(wanted);
      assertThat(served.send("GET", "/v1/images/" + id, "owner").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void wantedImageIsFetchedAndForgottenWhenItIsTaken() {
    try (V1Server served = started(MANAGED, 1)) {
      String id = served.active(DATA, "owner");

      ask(served, "PUT", "/v1/queued_images/" + id);
      awaitCached(served, id);

      assertThat(ask(served, "GET", "/v1/queued_images").body()).doesNotContain(id);
      assertThat(ask(served, "DELETE", "/v1/cached_images/" + id).body()).isEqualTo("null");
      assertThat(ask(served, "GET", "/v1/cached_images").body()).doesNotContain(id);
      assertThat(directory.resolve("cache").resolve(id)).doesNotExist();
      assertThat(served.send("GET", "/v1/images/" + id, "owner").body()).hasSize(DATA.length);
    }
  }
}
