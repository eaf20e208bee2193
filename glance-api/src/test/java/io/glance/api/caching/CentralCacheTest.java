package io.glance.api.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.cache.ImageCache;
import io.glance.api.cache.MisconfiguredCacheException;
import io.glance.api.cache.sqlite.SqliteIndex;
import io.glance.common.registryapi.CachedImage;
import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningApi;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, each with its files, and one index. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CentralCacheTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final byte[] NOTHING = {};
  private static final String ONE = "http://one:9292";
  private static final String TWO = "http://two:9292";
  private static final String ADOPTED = UUID.randomUUID().toString();

  @TempDir static Path directory;
  private TestingRegistry registry;
  private RunningApi first;
  private RunningApi second;

  @BeforeAll
  void start() throws IOException {
    registry = TestingRegistry.start(directory);
    leaveACacheOfOldBehind();
    first = RunningApi.start(options("one", ONE));
    second = RunningApi.start(options("two", TWO));
  }

  private static void leaveACacheOfOldBehind() throws IOException {
    Files.createDirectories(directory.resolve("one"));
    Files.writeString(directory.resolve("one").resolve(ADOPTED), "old");
    Instant then = Instant.parse("2025-01-01T00:00:00Z");
    new SqliteIndex(directory.resolve("one").resolve("cache.db"))
        .put(new CachedImage(null, ADOPTED, then, then, 3, 7, null));
  }

  @AfterAll
  void stop() {
    second.close();
    first.close();
    registry.close();
  }

  private Map<String, Object> options(String name, String url) {
    Map<String, Object> all = new HashMap<>();
    all.put("oslo.default.registry_host", registry.baseUrl().getHost());
    all.put("oslo.default.registry_port", registry.baseUrl().getPort());
    all.put("oslo.glance_registry.shared_secret", registry.secret());
    all.put("oslo.glance_store.filesystem_store_datadir", directory.resolve("bytes").toString());
    all.put("oslo.default.image_cache_dir", directory.resolve(name).toString());
    all.put("oslo.default.worker_self_reference_url", url);
    all.put("oslo.paste_deploy.flavor", "cachemanagement");
    return all;
  }

  @Test
  void eachNodeListsItsOwnImagesAndTheIndexKnowsBoth() throws IOException {
    String id = image();
    download(first, id);
    awaitListed(first, id);

    assertThat(list(second)).doesNotContain(id);
    assertThat(nodes(id)).isEqualTo("[\"" + ONE + "\"]");

    download(second, id);
    awaitListed(second, id);
    assertThat(nodes(id)).isEqualTo("[\"" + ONE + "\", \"" + TWO + "\"]");
    assertThat(list(first)).contains("\"checksum\": null").contains("{\"id\": ");
    assertThat(at(first).call("DELETE", "/v2/cache/" + id, NOTHING).statusCode()).isEqualTo(204);
    assertThat(nodes(id)).isEqualTo("[\"" + TWO + "\"]");
    assertThat(directory.resolve("two").resolve(id)).exists();
  }

  @Test
  void whatIsDeletedOnOneNodeTheOtherForgets() throws IOException {
    String id = image();
    download(second, id);
    awaitListed(second, id);

    assertThat(at(first).delete(id)).isEqualTo(204);
    second.bean(CacheUpkeep.class).forgetDeleted();

    assertThat(directory.resolve("two").resolve(id)).doesNotExist();
    assertThat(list(second)).doesNotContain(id);
  }

  @Test
  void theIndexIsMadeAgainFromTheFiles() throws IOException {
    String kept = image();
    String lost = image();
    download(first, kept);
    download(first, lost);
    awaitListed(first, kept);
    awaitListed(first, lost);
    registry.rows().sql("DELETE FROM cached_images WHERE image_id = ?").param(kept).update();
    Files.delete(directory.resolve("one").resolve(lost));

    first.bean(ImageCache.class).reconcile();

    assertThat(list(first)).contains(kept).doesNotContain(lost);
  }

  @Test
  void whatTheFormerDriverKnewIsTakenOver() {
    Await.until(
        SOON,
        () ->
            registry
                    .rows()
                    .sql("SELECT hits FROM cached_images WHERE image_id = ?")
                    .param(ADOPTED)
                    .query(Integer.class)
                    .optional()
                    .filter(hits -> hits == 7)
                    .isPresent()
                || !Files.exists(directory.resolve("one").resolve(ADOPTED)));
  }

  @Test
  void nodesOfUnknownImagesAreNotTold() throws IOException {
    String unknown = UUID.randomUUID().toString();

    HttpResponse<String> refused = at(first).call("GET", "/v2/cache/nodes/" + unknown, NOTHING);

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("Image " + unknown + " not found.");
  }

  @Test
  void aNodeWithoutAnAddressCannotShareAnIndex() {
    Map<String, Object> nameless = options("three", " ");

    assertThatThrownBy(() -> RunningApi.start(nameless))
        .rootCause()
        .isInstanceOf(MisconfiguredCacheException.class)
        .hasMessageContaining("'worker_self_reference_url' needs to be set");
  }

  private String image() throws IOException {
    String id = at(first).create();
    assertThat(at(first).upload(id, "bytes".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(204);
    return id;
  }

  private static void download(RunningApi node, String id) throws IOException {
    assertThat(at(node).download(id)).asString().isEqualTo("bytes");
  }

  private static void awaitListed(RunningApi node, String id) {
    Await.until(SOON, () -> list(node).contains(id));
  }

  private static String list(RunningApi node) throws IOException {
    return at(node).call("GET", "/v2/cache", NOTHING).body();
  }

  private String nodes(String id) throws IOException {
    return at(first).call("GET", "/v2/cache/nodes/" + id, NOTHING).body();
  }

  private static ImageClient at(RunningApi node) {
    return new ImageClient(node.at(""));
  }
}
