package io.glance.api.v1;

import io.glance.fixture.RunningApi;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A glance-api that serves API v1, with a registry of its own, asked over HTTP. Whoever starts it
 * closes it.
 */
final class V1Server implements AutoCloseable {
  private final TestingRegistry registry;
  private final RunningApi api;
  private final HttpClient client = HttpClient.newHttpClient();

  private V1Server(TestingRegistry registry, RunningApi api) {
    this.registry = registry;
    this.api = api;
  }

  /**
   * @param directory for the database and the bytes
   */
  static V1Server start(Path directory, Map<String, Object> options) {
    TestingRegistry registry = TestingRegistry.start(directory);
    Map<String, Object> all = new HashMap<>();
    all.put("oslo.default.registry_host", registry.baseUrl().getHost());
    all.put("oslo.default.registry_port", registry.baseUrl().getPort());
    all.put("oslo.glance_registry.shared_secret", registry.secret());
    all.put("oslo.glance_store.filesystem_store_datadir", directory.resolve("bytes").toString());
    all.put("oslo.default.enable_v1_api", "true");
    all.putAll(options);
    return new V1Server(registry, RunningApi.start(all));
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
    registry.close();
  }
}
