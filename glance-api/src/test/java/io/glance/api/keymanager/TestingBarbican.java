package io.glance.api.keymanager;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The part of Barbican's API that reads and deletes secrets, on loopback. */
public final class TestingBarbican implements AutoCloseable {
  public static final String TOKEN = "a-token";
  private static final String SECRETS = "/v1/secrets/";

  private final Map<String, Kept> secrets = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final List<String> serviceTokens = new CopyOnWriteArrayList<>();
  private volatile int status;
  private volatile @Nullable String wantedService;

  private record Kept(String description, byte[] payload) {}

  public TestingBarbican() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Without the version. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The id of a certificate that it keeps from now on. */
  public String putCertificate(String pem) {
    return put("certificate", pem.getBytes(StandardCharsets.UTF_8), "");
  }

  /**
   * The id of a secret that it keeps from now on.
   *
   * @param more of its description in JSON, with a leading comma
   */
  public String put(String type, byte[] payload, String more) {
    return putDescribed(
        """
        {"name": null, "status": "ACTIVE", "secret_type": "%s", "bit_length": null,
         "content_types": {"default": "application/octet-stream"}%s}
        """
            .formatted(type, more),
        payload);
  }

  public String putDescribed(String description, byte[] payload) {
    String id = UUID.randomUUID().toString();
    secrets.put(id, new Kept(description, payload.clone()));
    return id;
  }

  public boolean has(String id) {
    return secrets.containsKey(id);
  }

  /** Requests since the start, as {@code GET /v1/secrets/…}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Service tokens of those requests that had one, in order. */
  public List<String> serviceTokens() {
    return List.copyOf(serviceTokens);
  }

  /** Refuses requests with another one from now on. */
  public void wantServiceToken(String token) {
    wantedService = token;
  }

  /** Answers everything so from now on; 0: as it should. */
  public void answerAll(int newStatus) {
    status = newStatus;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      asked.add(method + " " + path);
      String service = exchange.getRequestHeaders().getFirst("X-Service-Token");
      if (service != null) {
        serviceTokens.add(service);
      }
      boolean isServed = wantedService == null || wantedService.equals(service);
      if (!isServed || !TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (status != 0) {
        exchange.sendResponseHeaders(status, -1);
      } else if (path.startsWith(SECRETS)) {
        answerSecret(exchange, method, path.substring(SECRETS.length()));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void answerSecret(HttpExchange exchange, String method, String rest) throws IOException {
    boolean wantsPayload = rest.endsWith("/payload");
    String id = wantsPayload ? rest.substring(0, rest.indexOf('/')) : rest;
    Kept secret = secrets.get(id);
    if (secret == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (method.equals("DELETE")) {
      secrets.remove(id);
      exchange.sendResponseHeaders(204, -1);
    } else {
      String accept = exchange.getRequestHeaders().getFirst("Accept");
      String type = wantsPayload ? "application/octet-stream" : "application/json";
      if (!type.equals(accept)) {
        exchange.sendResponseHeaders(406, -1);
        return;
      }
      byte[] body =
          wantsPayload ? secret.payload() : secret.description().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
