package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cache of API v1 over HTTP. */
class V1CacheTest {
  @TempDir private Path directory;

  private V1Server started(String flavor) {
    return V1Server.start(
        directory,
        Map.of(
            "oslo.paste_deploy.flavor",
            flavor,
            "oslo.default.image_cache_dir",
            directory.resolve("cache").toString(),
            "oslo.default.image_cache_driver",
            "sqlite"));
  }

  private static HttpResponse<String> ask(V1Server served, String method, String path) {
    return served.send(method, path, null, V1Server.as("admin"));
  }

  @Test
  void administratorsManageWhatIsCachedAndWanted() {
    String id = UUID.randomUUID().toString();
    try (V1Server served = started("trusted-auth+cachemanagement")) {
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
}
