package io.glance.api.replicator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of the Images API as replication asks for, in memory. Its images are whatever a test
 * says, sense or none, and it may be busy. What is uploaded becomes active when it is whole.
 */
final class HostileGlance implements AutoCloseable {
  private final Map<String, String> images = new ConcurrentHashMap<>();
  private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();
  private volatile boolean circling;
  private final HttpServer server;

  HostileGlance() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  Endpoint endpoint() {
    return Endpoint.of("127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * @param json in which {@code $SIZE} is the number of bytes
   */
  HostileGlance with(String id, String json, byte[] data) {
    images.put(id, json.replace("$SIZE", "" + data.length));
    bytes.put(id, data);
    return this;
  }

  /** From now on the last image of a list is followed by the first. */
  void listInCircles() {
    circling = true;
  }

  void beBusy(int times) {
    busy.set(times);
  }

  List<String> requests() {
    return requests;
  }

  boolean has(String id) {
    return images.containsKey(id);
  }

  byte[] bytesOf(String id) {
    return bytes.getOrDefault(id, new byte[0]);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    try (exchange) {
      if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.getResponseHeaders().set("Retry-After", "0");
        send(exchange, 503, "busy");
      } else if (path.equals("/v2/images")) {
        list(exchange);
      } else if (path.endsWith("/file")) {
        file(exchange, path.split("/", -1)[3]);
      } else {
        show(exchange, path.substring("/v2/images/".length()));
      }
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (exchange.getRequestMethod().equals("POST")) {
      String json = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String id = json.replaceFirst("(?s).*\"id\" *: *\"([^\"]*)\".*", "$1");
      images.put(id, json.replaceFirst("\\{", "{\"status\": \"queued\","));
      send(exchange, 201, images.get(id));
    } else {
      if (circling) {
        List<String> ids = List.copyOf(images.keySet());
        int marker = ids.indexOf(query.replaceFirst("(^|.*&)marker=([^&]*).*", "$2"));
        String next = images.get(ids.get((marker + 1) % ids.size()));
        send(exchange, 200, "{\"images\": [%s]}".formatted(next));
        return;
      }
      boolean first =
          !query.contains("marker") && !query.contains("hidden=") && !query.contains("visib");
      send(exchange, 200, "{\"images\": %s}".formatted(first ? images.values() : List.of()));
    }
  }

  private void file(HttpExchange exchange, String id) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      byte[] data = exchange.getRequestBody().readAllBytes();
      bytes.put(id, data);
      images.computeIfPresent(
          id,
          (_, json) ->
              json.replaceFirst("queued", "active")
                  .replaceFirst("\\{", "{\"size\": " + data.length + ","));
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    byte[] data = bytesOf(id);
    exchange.sendResponseHeaders(200, data.length == 0 ? -1 : data.length);
    exchange.getResponseBody().write(data);
  }

  private void show(HttpExchange exchange, String id) throws IOException {
    send(exchange, images.containsKey(id) ? 200 : 404, images.getOrDefault(id, "none"));
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
