package io.glance.store.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * As much of Swift as a store of images needs, in memory: accounts by the first and second version
 * of the login, containers, objects, manifests of segments. Fails when told to. Any account exists
 * whose token is presented; containers are never shared.
 */
public final class TestingSwiftServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Map<String, Stored>> containers = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> containerHeaders = new ConcurrentHashMap<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger logins = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private volatile String key = "testing";
  private volatile boolean repeating;

  private record Stored(byte[] bytes, String etag, Map<String, String> headers, long began) {}

  /**
   * @param when of {@code METHOD path}
   * @param status to answer with; 0: the body of the answer breaks off; 1: a byte of what was sent
   *     is changed; 2: what was sent is kept, and the connection breaks
   */
  private record Fault(Predicate<String> when, int status, long bytes, AtomicInteger left) {}

  private record Target(String account, String container, @Nullable String object) {
    private String place() {
      return account + "/" + container;
    }
  }

  public TestingSwiftServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/auth/v1.0", exchange -> handle(exchange, this::logIn));
    server.createContext("/v2.0/tokens", exchange -> handle(exchange, this::logInToKeystone));
    server.createContext("/v1/", exchange -> handle(exchange, this::answer));
    server.start();
  }

  /** Without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The key of user {@code test:tester} from now on; {@code testing} at first. */
  public void changeKey(String other) {
    key = other;
  }

  /** A token for whatever account. */
  public String token() {
    String token = "token-" + logins.incrementAndGet();
    tokens.add(token);
    return token;
  }

  /** Nobody's token is good any more. */
  public void expireTokens() {
    tokens.clear();
  }

  public int logins() {
    return logins.get();
  }

  /** {@code METHOD path}, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The next requests of this kind are answered with a status, without effect. */
  public void answerWith(int status, int times, Predicate<String> when) {
    faults.add(new Fault(when, status, 0, new AtomicInteger(times)));
  }

  /** The bodies of the next answers of this kind break off. */
  public void breakOffAfter(long bytes, int times, Predicate<String> when) {
    faults.add(new Fault(when, 0, bytes, new AtomicInteger(times)));
  }

  /** The next objects of this kind are kept with another byte at their end. */
  public void damage(int times, Predicate<String> when) {
    faults.add(new Fault(when, 1, 0, new AtomicInteger(times)));
  }

  /** The next objects of this kind are kept, or removed, and the answer does not get back. */
  public void loseAnswers(int times, Predicate<String> when) {
    faults.add(new Fault(when, 2, 0, new AtomicInteger(times)));
  }

  /** Lists begin anew on every page from now on. */
  public void repeatLists() {
    repeating = true;
  }

  /** Names of all objects in a container of account {@code AUTH_test}. */
  public List<String> names(String container) {
    return List.copyOf(objects("AUTH_test/" + container).keySet());
  }

  /** Puts an object there as anybody else would. */
  public void put(String container, String name, byte[] bytes, Map<String, String> headers) {
    containers
        .computeIfAbsent("AUTH_test/" + container, _ -> new ConcurrentSkipListMap<>())
        .put(name, new Stored(bytes, md5(bytes), headers, clock.incrementAndGet()));
  }

  /** The headers that a container was given, in lower case; null if there is no container. */
  public @Nullable Map<String, String> container(String account, String container) {
    return containers.containsKey(account + "/" + container)
        ? containerHeaders.getOrDefault(account + "/" + container, Map.of())
        : null;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private void handle(HttpExchange exchange, Answering answering) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(request);
    try (exchange) {
      Fault fault = fault(request, 100);
      if (fault != null) {
        exchange.sendResponseHeaders(fault.status(), -1);
        return;
      }
      answering.answer(exchange);
    }
  }

  private @Nullable Fault fault(String request, int from) {
    for (Fault fault : faults) {
      boolean ofThisKind = from >= 100 ? fault.status() >= 100 : fault.status() == from;
      if (ofThisKind && fault.when().test(request) && fault.left().getAndDecrement() > 0) {
        return fault;
      }
    }
    return null;
  }

  private void logIn(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    boolean known =
        "test:tester".equals(headers.getFirst("X-Auth-User"))
            && key.equals(headers.getFirst("X-Auth-Key"));
    if (!known) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    exchange.getResponseHeaders().set("X-Auth-Token", token());
    exchange.getResponseHeaders().set("X-Storage-Url", url() + "/v1/AUTH_test");
    exchange.sendResponseHeaders(200, -1);
  }

  private void logInToKeystone(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean known =
        body.contains("\"username\":\"tester\"")
            && body.contains("\"tenantName\":\"test\"")
            && body.contains("\"password\":\"" + key + "\"");
    if (!known) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    String answer =
        """
        {"access": {"token": {"id": "%s", "expires": "2099-01-01T00:00:00Z"},
          "serviceCatalog": [
            {"type": "image", "endpoints": [{"publicURL": "http://nowhere"}]},
            {"type": "object-store", "endpoints": [
              {"region": "elsewhere", "publicURL": "http://nowhere"},
              {"region": "here", "publicURL": "%s/v1/AUTH_test", "internalURL": "http://nowhere"}]}]}}
        """
            .formatted(token(), url());
    send(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("X-Auth-Token");
    if (given == null || !tokens.contains(given)) {
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    String[] parts = exchange.getRequestURI().getRawPath().split("/", 5);
    if (parts.length == 3) {
      listContainers(exchange, parts[2]);
      return;
    }
    Target target =
        new Target(parts[2], decoded(parts[3]), parts.length > 4 ? decoded(parts[4]) : null);
    if (target.object() == null) {
      answerContainer(exchange, target);
    } else {
      answerObject(exchange, target, target.object());
    }
  }

  private void answerContainer(HttpExchange exchange, Target target) throws IOException {
    String place = target.place();
    String method = exchange.getRequestMethod();
    if (method.equals("PUT")) {
      containers.computeIfAbsent(place, _ -> new ConcurrentSkipListMap<>());
      exchange.sendResponseHeaders(201, -1);
    } else if (!containers.containsKey(place)) {
      exchange.sendResponseHeaders(404, -1);
    } else if (method.equals("GET")) {
      list(exchange, place);
    } else if (method.equals("DELETE")) {
      boolean empty = objects(place).isEmpty();
      if (empty) {
        containers.remove(place);
      }
      exchange.sendResponseHeaders(empty ? 204 : 409, -1);
    } else {
      if (method.equals("POST")) {
        Map<String, String> kept = new TreeMap<>();
        exchange
            .getRequestHeaders()
            .forEach((name, values) -> kept.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        containerHeaders.put(place, kept);
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    for (String one : exchange.getRequestURI().getRawQuery().split("&")) {
      query.put(one.substring(0, one.indexOf('=')), decoded(one.substring(one.indexOf('=') + 1)));
    }
    return query;
  }

  /** Two at a time. */
  private void listContainers(HttpExchange exchange, String account) throws IOException {
    Map<String, String> query = query(exchange);
    List<String> entries =
        containers.keySet().stream()
            .filter(place -> place.startsWith(account + "/"))
            .map(place -> place.substring(account.length() + 1))
            .filter(name -> name.startsWith(query.getOrDefault("prefix", "")))
            .filter(name -> name.compareTo(query.getOrDefault("marker", "")) > 0)
            .sorted()
            .limit(2)
            .map(name -> "{\"name\": \"%s\", \"count\": 1, \"bytes\": 1}".formatted(name))
            .toList();
    send(exchange, 200, entries.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void list(HttpExchange exchange, String place) throws IOException {
    Map<String, String> query = query(exchange);
    List<String> entries = new ArrayList<>();
    objects(place)
        .forEach((name, stored) -> {
          if (name.startsWith(query.getOrDefault("prefix", ""))
              && (repeating || name.compareTo(query.getOrDefault("marker", "")) > 0)
              && entries.size() < 3) {
            entries.add(
                "{\"name\": \"%s\", \"bytes\": %d, \"hash\": \"%s\", \"last_modified\": \"%s\"}"
                    .formatted(
                        name,
                        stored.bytes().length,
                        stored.etag(),
                        LocalDateTime.now(ZoneOffset.UTC)));
          }
        });
    send(exchange, 200, entries.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void answerObject(HttpExchange exchange, Target target, String name) throws IOException {
    if (!containers.containsKey(target.place())) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "PUT" -> keep(exchange, target, name);
      case "GET", "HEAD" -> give(exchange, target, name);
      default -> remove(exchange, target, name);
    }
  }

  private void remove(HttpExchange exchange, Target target, String name) throws IOException {
    boolean removed = objects(target.place()).remove(name) != null;
    if (fault(exchange.getRequestMethod() + " " + exchange.getRequestURI(), 2) == null) {
      exchange.sendResponseHeaders(removed ? 204 : 404, -1);
    }
  }

  private void keep(HttpExchange exchange, Target target, String name) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    Map<String, Stored> objects = objects(target.place());
    if ("*".equals(headers.getFirst("If-None-Match")) && objects.containsKey(name)) {
      exchange.sendResponseHeaders(412, -1);
      return;
    }
    long began = clock.incrementAndGet();
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    if (fault(request, 1) != null) {
      bytes[bytes.length - 1] ^= 1;
    }
    Map<String, String> kept = new TreeMap<>();
    headers.forEach((header, values) -> {
      if (header.toLowerCase(Locale.ROOT).startsWith("x-object-")) {
        kept.put(header, values.getFirst());
      }
    });
    Stored stored = new Stored(bytes, md5(bytes), kept, began);
    objects.merge(name, stored, (old, fresh) -> old.began() > fresh.began() ? old : fresh);
    if (fault(request, 2) == null) {
      exchange.getResponseHeaders().set("ETag", stored.etag());
      exchange.sendResponseHeaders(201, -1);
    }
  }

  private void give(HttpExchange exchange, Target target, String name) throws IOException {
    Stored stored = objects(target.place()).get(name);
    if (stored == null) {
      send(exchange, 404, "<html>no</html>".getBytes(StandardCharsets.UTF_8));
      return;
    }
    stored.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = bytes(target.account(), stored);
    exchange.getResponseHeaders().set("ETag", "\"" + md5(bytes) + "\"");
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, bytes);
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", 2);
    long first = Long.parseLong(ends[0]);
    if (first >= bytes.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    long last =
        ends[1].isEmpty() ? bytes.length - 1 : Math.min(Long.parseLong(ends[1]), bytes.length - 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(first, last, bytes.length));
    send(exchange, 206, Arrays.copyOfRange(bytes, (int) first, (int) last + 1));
  }

  private byte[] bytes(String account, Stored stored) {
    String manifest = stored.headers().get("X-object-manifest");
    if (manifest == null) {
      return stored.bytes();
    }
    int slash = manifest.indexOf('/');
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    objects(account + "/" + manifest.substring(0, slash))
        .forEach((name, segment) -> {
          if (name.startsWith(manifest.substring(slash + 1))) {
            all.writeBytes(segment.bytes());
          }
        });
    return all.toByteArray();
  }

  private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (head || body.length == 0) {
      return;
    }
    Fault fault = fault(exchange.getRequestMethod() + " " + exchange.getRequestURI(), 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body, 0, fault == null ? body.length : (int) Math.min(fault.bytes(), body.length));
    }
  }

  private Map<String, Stored> objects(String place) {
    return containers.getOrDefault(place, Map.of());
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
