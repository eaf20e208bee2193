package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.context.RequestContext;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImportRegistry.BeginImport;
import io.glance.common.registryapi.Transfer;
import io.glance.common.task.TaskType;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningApi;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    RequestContext self = RequestContext.administrator("req-test");
    Transfer abandoned =
        registry
            .client()
            .imports()
            .begin(
                new BeginImport(
                    id,
                    api.bean(TransferKeeper.class).holder(),
                    ImageStatus.ACTIVE,
                    ImageStatus.ACTIVE,
                    List.of("fast", "cheap"),
                    List.of("fast", "cheap"),
                    null,
                    TaskType.API_IMAGE_IMPORT,
                    Map.of("import_req", Map.of("method", Map.of("name", "copy-image"))),
                    "req-test",
                    48),
                self);

    api.bean(AbandonedImports.class).cleanUp(abandoned);

    JsonNode image = client.show(id);
    assertThat(client.download(id)).isEqualTo(DATA);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.has("os_glance_import_task")).isFalse();
  }
}
