package io.glance.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An identity service on a loopback port that speaks as much of Keystone's API as a service needs
 * to check tokens. It lets in the user {@code glance} with the password {@code secret}, remembers
 * what it was asked, and can be told to fail or to be slow.
 */
public final class TestingKeystone implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final Map<String, Described> tokens = new ConcurrentHashMap<>();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final List<JsonNode> logins = new CopyOnWriteArrayList<>();
  private final AtomicInteger issued = new AtomicInteger();
  private volatile Duration ownLife = Duration.ofHours(1);
  private volatile int failure;
  private volatile boolean closed;
  private volatile Duration pause = Duration.ZERO;

  private record Described(String json, Instant expires) {}

  private TestingKeystone(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public static TestingKeystone start() throws IOException {
    return new TestingKeystone(0);
  }

  /** One that comes back at the port of another that is gone. */
  public static TestingKeystone at(int port) throws IOException {
    return new TestingKeystone(port);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Its URL, without a version. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/identity";
  }

  /**
   * Makes a token known.
   *
   * @param scope a member of the document beside user and roles, as {@code "project": {…}}
   */
  public void issue(String token, Instant expires, String scope, String... roles) {
    StringBuilder named = new StringBuilder();
    for (String role : roles) {
      named.append(named.isEmpty() ? "" : ", ").append("{\"name\": \"").append(role).append("\"}");
    }
    tokens.put(
        token,
        new Described(
            """
            {"token": {"user": {"id": "user-of-%s", "name": "somebody",
              "domain": {"id": "default"}}, "roles": [%s], "expires_at": "%s", %s,
              "catalog": [{"type": "image", "name": "glance", "endpoints": [
                {"id": "e1", "interface": "public", "region": "north", "url": "http://images/"}]}]}}
            """
                .formatted(token, named, expires, scope),
            expires));
  }

  /** A token of a project, good for an hour. */
  public void issue(String token, String project, String... roles) {
    issue(token, Instant.now().plusSeconds(3600), project(project), roles);
  }

  public static String project(String id) {
    return "\"project\": {\"id\": \"%s\", \"domain\": {\"id\": \"default\"}}".formatted(id);
  }

  public void revoke(String token) {
    tokens.remove(token);
  }

  /** How long the tokens are good that logins get from now on. */
  public void ownLife(Duration life) {
    ownLife = life;
  }

  /**
   * @param status of all answers from now on; 0: as they should be
   */
  public void fail(int status) {
    failure = status;
  }

  /** Answers come later from now on. */
  public void pause(Duration time) {
    pause = time;
  }

  /**
   * Shows something to whoever has a token and asks, whatever the query.
   *
   * @param path below the version, as {@code limits/model}
   */
  public void document(String path, String json) {
    documents.put("/identity/v3/" + path, json);
  }

  /** Paths and queries of the validations, and of what was asked for documents, in order. */
  public List<String> questions() {
    return List.copyOf(questions);
  }

  /** Bodies of the logins, in order. */
  public List<JsonNode> logins() {
    return List.copyOf(logins);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      closed = true;
    }
    if (closed) {
      exchange.close();
    } else if (failure != 0) {
      send(exchange, failure, "{\"error\": {\"code\": " + failure + "}}");
    } else {
      String path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod() + " " + path) {
        case "GET /identity" -> send(exchange, 300, versions());
        case "POST /identity/v3/auth/tokens" -> logIn(exchange, JSON.readTree(body));
        case "GET /identity/v3/auth/tokens" -> validate(exchange);
        default -> show(exchange, path);
      }
    }
  }

  private void show(HttpExchange exchange, String path) throws IOException {
    String json = documents.get(path);
    questions.add(exchange.getRequestURI().toString());
    String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
    if (token == null || !tokens.containsKey(token)) {
      send(exchange, 401, "{}");
    } else if (json == null || !exchange.getRequestMethod().equals("GET")) {
      send(exchange, 404, "{}");
    } else {
      send(exchange, 200, json);
    }
  }

  private String versions() {
    return """
    {"versions": {"values": [
      {"id": "v2.0", "links": [{"rel": "self", "href": "%1$s/v2.0/"}]},
      {"id": "v3.14", "links": [{"rel": "self", "href": "%1$s/v3/"}]}]}}
    """
        .formatted(url());
  }

  private void logIn(HttpExchange exchange, JsonNode request) throws IOException {
    logins.add(request);
    JsonNode proof = request.path("auth").path("identity").path("password").path("user");
    boolean good =
        !request.toString().contains("\"password\"")
            || proof.path("password").asString("").equals("secret");
    if (!good) {
      send(exchange, 401, "{}");
      return;
    }
    String token = "own-" + issued.incrementAndGet();
    Instant expires = Instant.now().plus(ownLife);
    issue(token, expires, project("service"), "service");
    exchange.getResponseHeaders().set("X-Subject-Token", token);
    send(exchange, 201, tokens.get(token).json());
  }

  private void validate(HttpExchange exchange) throws IOException {
    questions.add(exchange.getRequestURI().toString());
    Described own = tokens.get(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
    if (own == null || own.expires().isBefore(Instant.now())) {
      send(exchange, 401, "{}");
      return;
    }
    Described asked = tokens.get(exchange.getRequestHeaders().getFirst("X-Subject-Token"));
    String query = exchange.getRequestURI().getQuery();
    boolean evenExpired = query != null && query.contains("allow_expired=1");
    if (asked == null || (!evenExpired && asked.expires().isBefore(Instant.now()))) {
      send(exchange, 404, "{}");
    } else {
      send(exchange, 200, asked.json());
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
