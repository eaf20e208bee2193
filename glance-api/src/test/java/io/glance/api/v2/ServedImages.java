package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.RunningApi;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A glance-api with a registry of its own, asked over HTTP. Whoever starts it closes it. */
final class ServedImages implements AutoCloseable {
  static final String PATCH = "application/openstack-images-v2.1-json-patch";
  static final String OLD_PATCH = "application/openstack-images-v2.0-json-patch";

  private static final JsonMapper JSON = new JsonMapper();

  private final TestingRegistry registry;
  private final RunningApi api;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServedImages(TestingRegistry registry, RunningApi api) {
    this.registry = registry;
    this.api = api;
  }

  /**
   * @param directory for the database, the bytes and, if a test puts it there, schema-image.json
   */
  static ServedImages start(Path directory, Map<String, Object> options) {
    TestingRegistry registry = TestingRegistry.start(directory);
    Map<String, Object> all = new HashMap<>();
    all.put("oslo.default.registry_host", registry.baseUrl().getHost());
    all.put("oslo.default.registry_port", registry.baseUrl().getPort());
    all.put("oslo.glance_registry.shared_secret", registry.secret());
    all.put("oslo.glance_store.filesystem_store_datadir", directory.resolve("bytes").toString());
    all.put("glance.config-directories", directory.toString());
    all.putAll(options);
    return new ServedImages(registry, RunningApi.start(all));
  }

  TestingRegistry registry() {
    return registry;
  }

  HttpResponse<String> send(String method, String path) {
    return send(method, path, null, null);
  }

  HttpResponse<String> send(
      String method, String path, @Nullable String type, @Nullable String body) {
    return send(method, path, type, body, Map.of());
  }

  HttpResponse<String> send(
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Accept", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    headers.forEach(request::header);
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> post(String body) {
    return send("POST", "/v2/images", "application/json", body);
  }

  HttpResponse<String> patch(String id, String body) {
    return send("PATCH", "/v2/images/" + id, PATCH, body);
  }

  /** Registers an image and returns its id. */
  String create(String body) {
    HttpResponse<String> created = post(body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return json(created).get("id").stringValue();
  }

  /** Notes a place of bytes, as no client may. */
  void addLocation(String id, String url, Map<String, Object> metadata) {
    registry.client().addLocation(id, url, metadata);
  }

  JsonNode show(String id) {
    return json(send("GET", "/v2/images/" + id));
  }

  JsonNode list(String query) {
    HttpResponse<String> list = send("GET", "/v2/images" + query);
    assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
    return json(list);
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  <T> T bean(Class<T> type) {
    return api.bean(type);
  }

  @Override
  public void close() {
    client.close();
    api.close();
    registry.close();
  }
}
