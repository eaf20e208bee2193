package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.RunningApi;
import io.glance.registry.testing.TestingRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A glance-api that serves API v1, with a registry of its own, asked over HTTP. Whoever starts it
 * closes it.
 */
final class V1Server implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final TestingRegistry registry;
  private final boolean isFirst;
  private final RunningApi api;
  private final HttpClient client = HttpClient.newHttpClient();

  private V1Server(TestingRegistry registry, boolean isFirst, RunningApi api) {
    this.registry = registry;
    this.isFirst = isFirst;
    this.api = api;
  }

  /**
   * @param directory for the database and the bytes
   */
  static V1Server start(Path directory, Map<String, Object> options) {
    TestingRegistry registry = TestingRegistry.start(directory);
    return new V1Server(registry, true, start(registry, directory, options));
  }

  /** Another node of the same service, to be closed before this one. */
  V1Server another(Path directory, Map<String, Object> options) {
    return new V1Server(registry, false, start(registry, directory, options));
  }

  private static RunningApi start(
      TestingRegistry registry, Path directory, Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>();
    all.put("oslo.default.registry_host", registry.baseUrl().getHost());
    all.put("oslo.default.registry_port", registry.baseUrl().getPort());
    all.put("oslo.glance_registry.shared_secret", registry.secret());
    all.put("oslo.glance_store.filesystem_store_datadir", directory.resolve("bytes").toString());
    all.put("oslo.default.enable_v1_api", "true");
    all.putAll(options);
    return RunningApi.start(all);
  }

  TestingRegistry registry() {
    return registry;
  }

  /** What a proxy says of a member of a project of that name; of a reader, of the owner's. */
  static Map<String, String> as(String caller) {
    if (caller.equals("anonymous")) {
      return Map.of();
    }
    return Map.of(
        "X-Identity-Status",
        "Confirmed",
        "X-User-Id",
        "user-of-" + caller,
        "X-Project-Id",
        caller.equals("reader") ? "owner" : caller,
        "X-Roles",
        switch (caller) {
          case "reader" -> "reader";
          case "admin" -> "admin,member,reader";
          default -> "member,reader";
        });
  }

  HttpResponse<String> send(
      String method, String path, @Nullable String json, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.at(path))
            .header("Accept", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    return ask(method, path, request);
  }

  /** A request without a body, its headers one after the other. */
  HttpResponse<String> send(String method, String path, String caller, String... headers) {
    HttpRequest.Builder request = request(path, caller, headers);
    return ask(method, path, request.method(method, BodyPublishers.noBody()));
  }

  /** A request with an image's bytes. */
  HttpResponse<String> upload(
      String method, String path, byte[] data, String caller, String... headers) {
    HttpRequest.Builder request = request(path, caller, headers);
    request.header("Content-Type", "application/octet-stream");
    return ask(method, path, request.method(method, BodyPublishers.ofByteArray(data)));
  }

  /** A new image with bytes of which the headers say what they are. */
  HttpResponse<String> post(byte[] data, String caller, String... headers) {
    HttpRequest.Builder request = request("/v1/images", caller, headers);
    return ask("POST", "/v1/images", request.POST(BodyPublishers.ofByteArray(data)));
  }

  /** The same, but how many there are is not said before. */
  HttpResponse<String> stream(
      String method, String path, byte[] data, String caller, String... headers) {
    HttpRequest.Builder request = request(path, caller, headers);
    request.header("Content-Type", "application/octet-stream");
    return ask(
        method,
        path,
        request.method(method, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(data))));
  }

  private HttpRequest.Builder request(String path, String caller, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.at(path)).header("Accept", "application/json");
    as(caller).forEach(request::header);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  /** Registers an image and returns its id. */
  String create(String caller, String... headers) {
    HttpResponse<String> created = send("POST", "/v1/images", caller, headers);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return json(created).at("/image/id").stringValue();
  }

  /** Registers a raw image with data and returns its id. */
  String active(byte[] data, String caller, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("x-image-meta-disk_format", "raw", "x-image-meta-container_format", "bare"));
    HttpResponse<String> created =
        upload("POST", "/v1/images", data, caller, all.toArray(String[]::new));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return json(created).at("/image/id").stringValue();
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  /** The header of that name, or a word for none. */
  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("absent");
  }

  /** A field of an image, as its owner is told in a header. */
  String field(String id, String name) {
    return header(send("HEAD", "/v1/images/" + id, "admin"), "x-image-meta-" + name);
  }

  int port() {
    return api.port();
  }

  /** One change of an image by API v2. */
  HttpResponse<String> patch(String id, String change, String caller) {
    String path = "/v2/images/" + id;
    HttpRequest.Builder request =
        request(path, caller, "Content-Type", "application/openstack-images-v2.1-json-patch");
    return ask("PATCH", path, request.method("PATCH", BodyPublishers.ofString("[" + change + "]")));
  }

  <T> T bean(Class<T> type) {
    return api.bean(type);
  }

  private HttpResponse<String> ask(String method, String path, HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    api.close();
    if (isFirst) {
      registry.close();
    }
  }
}
