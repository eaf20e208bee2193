package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.imagedata.ImageWriter;
import io.glance.api.imagedata.LateBytes;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.context.RequestContext;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImportRegistry.BeginImport;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.task.TaskType;
import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningApi;
import io.glance.registry.testing.TestingRegistry;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Copies of images of the days when there was one store, whose locations name none. */
class AbandonedImportsTest {
  private static final byte[] DATA = "bytes".getBytes(StandardCharsets.UTF_8);

  private static final RequestContext SELF = RequestContext.administrator("req-test");

  @TempDir Path directory;
  private TestingRegistry registry;
  private RunningApi api;
  private ImageClient client;

  @BeforeEach
  void start() {
    registry = TestingRegistry.start(directory);
    Map<String, Object> options = new HashMap<>();
    options.put("oslo.default.registry_host", registry.baseUrl().getHost());
    options.put("oslo.default.registry_port", registry.baseUrl().getPort());
    options.put("oslo.glance_registry.shared_secret", registry.secret());
    options.put("oslo.default.enabled_backends", Map.of("fast", "file", "cheap", "file"));
    options.put("oslo.glance_store.default_backend", "fast");
    options.put("oslo.fast.filesystem_store_datadir", directory.resolve("fast").toString());
    options.put("oslo.cheap.filesystem_store_datadir", directory.resolve("cheap").toString());
    options.put(
        "oslo.os_glance_staging_store.filesystem_store_datadir",
        directory.resolve("staging").toString());
    api = RunningApi.start(options);
    client = new ImageClient(URI.create("http://127.0.0.1:" + api.port()));
  }

  @AfterEach
  void stop() {
    api.close();
    registry.close();
  }

  /** The id of an image in the store {@code fast} whose location does not say so. */
  private String imageOfOneStore() throws IOException {
    String id = client.create();
    client.upload(id, DATA);
    registry
        .rows()
        .sql("UPDATE image_locations SET meta_data = '{}' WHERE image_id = ?")
        .param(id)
        .update();
    return id;
  }

  @Test
  void aCopyToWhereTheImageIsIsRefused() throws Exception {
    String id = imageOfOneStore();

    HttpResponse<String> refused =
        client.call(
            "POST",
            "/v2/images/" + id + "/import",
            "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"fast\"]}"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Image is already present at store 'fast'");
  }

  @Test
  void whatALocationLeadsToStaysWhenACopyIsAbandoned() throws Exception {
    String id = imageOfOneStore();
    Transfer abandoned = beginCopy(id, "fast", "cheap");

    api.bean(AbandonedImports.class).cleanUp(abandoned);

    JsonNode image = client.show(id);
    assertThat(client.download(id)).isEqualTo(DATA);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.has("os_glance_import_task")).isFalse();
  }

  @Test
  void lateBytesOfALostCopyDoNotBlockTheNextOne() throws Exception {
    String id = client.create();
    client.upload(id, DATA);
    Transfer lost = beginCopy(id, "cheap");
    CheckedStore cheap = api.bean(Stores.class).named("cheap").orElseThrow();
    try (Hold hold = api.bean(TransferKeeper.class).hold(lost)) {
      api.bean(AbandonedImports.class).cleanUp(lost);
      StoredData late =
          api.bean(ImageWriter.class)
              .write(
                  registry.client().images().get(id, SELF),
                  new ByteArrayInputStream(DATA),
                  DATA.length,
                  cheap,
                  SELF);

      api.bean(LateBytes.class).settle(late, hold, cheap, SELF);
    }

    assertThat(Files.list(directory.resolve("cheap"))).isEmpty();
    HttpResponse<String> next =
        client.call(
            "POST",
            "/v2/images/" + id + "/import",
            "{\"method\": {\"name\": \"copy-image\"}, \"stores\": [\"cheap\"]}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(next.statusCode()).isEqualTo(202);
    Await.until(Duration.ofSeconds(30), () -> !client.show(id).has("os_glance_import_task"));
    assertThat(client.show(id).get("stores").asString()).isEqualTo("fast,cheap");
    assertThat(directory.resolve("cheap").resolve(id)).hasBinaryContent(DATA);
  }

  private Transfer beginCopy(String id, String... stores) {
    return registry
        .client()
        .imports()
        .begin(
            new BeginImport(
                id,
                api.bean(TransferKeeper.class).holder(),
                ImageStatus.ACTIVE,
                ImageStatus.ACTIVE,
                List.of(stores),
                List.of(stores),
                null,
                TaskType.API_IMAGE_IMPORT,
                Map.of("import_req", Map.of("method", Map.of("name", "copy-image"))),
                "req-test",
                48),
            SELF);
  }
}
