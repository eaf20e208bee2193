package io.glance.store.s3;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small S3 server on a loopback port that keeps its objects in memory: buckets, objects, ranges,
 * uploads in parts, conditional writes. It checks who asks and the digests of bodies, but no
 * signatures. It fails when told to.
 */
final class TestingS3Server implements AutoCloseable {
  static final String ACCESS_KEY = "TESTINGACCESSKEY";

  static {
    // Otherwise what follows the headers waits for them to be acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final Pattern PART =
      Pattern.compile("<PartNumber>(\\d+)</PartNumber>|<ETag>(?:\"|&quot;)?([^\"&<]+)");

  private final HttpServer server;
  private volatile boolean encrypting;
  private final Map<String, Map<String, byte[]>> buckets = new ConcurrentHashMap<>();
  private final Map<String, String> etags = new ConcurrentHashMap<>();
  private final Map<String, String> marks = new ConcurrentHashMap<>();
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Fault> later = new ConcurrentHashMap<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  private TestingS3Server() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  static TestingS3Server start() throws IOException {
    return new TestingS3Server();
  }

  /** What goes wrong with one request. */
  sealed interface Trouble {
    /** It is refused, unread. */
    record Refusal(int status, String code) implements Trouble {}

    /** It is done, but nobody hears of it. */
    record LostAnswer() implements Trouble {}

    /** The connection ends within the answer's body. */
    record CutAnswer(int after) implements Trouble {}

    /** Before it is done another writer makes the object. */
    record ReplacedMeanwhile(byte[] bytes) implements Trouble {}

    /** A bit of its body changes on the way. */
    record ChangedBody() implements Trouble {}
  }

  private record Fault(String request, Trouble trouble) {}

  private record Upload(String bucket, String key, String mark, TreeMap<Integer, byte[]> parts) {}

  /** Lets the next request go wrong that begins with {@code request}, as {@code PUT /bucket/}. */
  void next(String request, Trouble trouble) {
    faults.add(new Fault(request, trouble));
  }

  /** Lets the next request go wrong that comes after one of another kind. */
  void nextAfter(String before, String request, Trouble trouble) {
    later.put(before, new Fault(request, trouble));
  }

  String host() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void makeBucket(String name) {
    buckets.putIfAbsent(name, new ConcurrentHashMap<>());
  }

  /** Method and target of each, in order. */
  List<String> requests() {
    return requests;
  }

  Optional<byte[]> object(String bucket, String key) {
    return Optional.ofNullable(buckets.getOrDefault(bucket, Map.of()).get(key));
  }

  void keep(String bucket, String key, byte[] bytes) {
    buckets.get(bucket).put(key, bytes);
    etags.put(bucket + "/" + key, hex(digest("MD5", bytes)));
    marks.remove(bucket + "/" + key);
  }

  /** Keys of uploads that nobody completed or aborted. */
  List<String> unfinished() {
    return uploads.values().stream().map(Upload::key).toList();
  }

  String startUpload(String bucket, String key) {
    return startUpload(bucket, key, "");
  }

  /** Objects get tags from now on that say nothing of their bytes, as encrypted ones do. */
  void encrypt() {
    encrypting = true;
  }

  private String startUpload(String bucket, String key, String mark) {
    String id = "upload-" + ids.incrementAndGet();
    uploads.put(id, new Upload(bucket, key, mark, new TreeMap<>()));
    return id;
  }

  void abort(String upload) {
    uploads.remove(upload);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(request);
    Optional<Fault> fault =
        faults.stream().filter(one -> request.startsWith(one.request())).findFirst();
    fault.ifPresent(faults::remove);
    Trouble trouble = fault.map(Fault::trouble).orElse(null);
    later.keySet().stream()
        .filter(request::startsWith)
        .findFirst()
        .ifPresent(before -> faults.add(later.remove(before)));
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (trouble instanceof Trouble.ChangedBody) {
        body[body.length / 2] ^= 1;
      }
      if (trouble instanceof Trouble.ReplacedMeanwhile(byte[] bytes)) {
        Request replaced = new Request(exchange, body);
        keep(replaced.bucket(), replaced.key(), bytes);
        marks.put(replaced.path(), "another");
      }
      Answer answer =
          trouble instanceof Trouble.Refusal(int status, String code)
              ? Answer.error(status, code)
              : answer(new Request(exchange, body));
      if (!(trouble instanceof Trouble.LostAnswer)) {
        send(exchange, answer, trouble instanceof Trouble.CutAnswer(int after) ? after : -1);
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer, int cutAfter) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = answer.body();
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body, 0, cutAfter < 0 ? body.length : cutAfter);
      out.flush();
    } catch (IOException e) {
      if (cutAfter < 0) {
        throw e;
      }
    }
  }

  /** A request, taken to pieces. */
  private record Request(
      String method,
      String bucket,
      String key,
      Map<String, String> query,
      HttpExchange exchange,
      byte[] body) {

    private Request(HttpExchange exchange, byte[] body) {
      String[] path = exchange.getRequestURI().getPath().split("/", 3);
      this(
          exchange.getRequestMethod(),
          path[1],
          path.length < 3 ? "" : path[2],
          query(exchange.getRequestURI().getRawQuery()),
          exchange,
          body);
    }

    private static Map<String, String> query(String text) {
      Map<String, String> query = new HashMap<>();
      for (String pair : text == null ? new String[0] : text.split("&")) {
        String[] parts = pair.split("=", 2);
        String value = parts.length < 2 ? "" : parts[1];
        query.put(parts[0], URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
      return query;
    }

    private Optional<String> header(String name) {
      return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private String path() {
      return bucket + "/" + key;
    }
  }

  private record Answer(int status, Map<String, String> headers, byte[] body) {

    private static Answer of(int status) {
      return new Answer(status, Map.of(), new byte[0]);
    }

    private static Answer xml(String text) {
      return new Answer(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer error(int status, String code) {
      String xml = "<Error><Code>%s</Code><Message>told to</Message></Error>".formatted(code);
      return new Answer(status, Map.of(), xml.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Answer answer(Request request) {
    if (!request.header("Authorization").orElse("").contains("=" + ACCESS_KEY + "/")) {
      return Answer.error(403, "InvalidAccessKeyId");
    }
    String digest = request.header("x-amz-content-sha256").orElse("");
    if (digest.length() == 64 && !digest.equals(hex(digest("SHA-256", request.body())))) {
      return Answer.error(400, "XAmzContentSHA256Mismatch");
    }
    if (request.key().isEmpty() && request.method().equals("PUT")) {
      makeBucket(request.bucket());
      return Answer.of(200);
    }
    if (!buckets.containsKey(request.bucket())) {
      return Answer.error(404, "NoSuchBucket");
    }
    if (request.key().isEmpty()) {
      return list(request);
    }
    return request.query().containsKey("uploads") || request.query().containsKey("uploadId")
        ? answerUpload(request)
        : answerObject(request);
  }

  private Answer answerObject(Request request) {
    Map<String, byte[]> objects = buckets.get(request.bucket());
    return switch (request.method()) {
      case "PUT" ->
          make(request, request.body(), hex(digest("MD5", request.body())), mark(request));
      case "DELETE" -> {
        objects.remove(request.key());
        yield Answer.of(204);
      }
      default ->
          objects.containsKey(request.key())
              ? read(request, objects.get(request.key()))
              : Answer.error(404, "NoSuchKey");
    };
  }

  private static String mark(Request request) {
    return request.header("x-amz-meta-glance-write").orElse("");
  }

  private synchronized Answer make(Request request, byte[] bytes, String digest, String mark) {
    String etag = encrypting ? "e" + digest : digest;
    Map<String, byte[]> objects = buckets.get(request.bucket());
    if (request.header("If-None-Match").isPresent() && objects.containsKey(request.key())) {
      return Answer.error(412, "PreconditionFailed");
    }
    objects.put(request.key(), bytes);
    etags.put(request.path(), etag);
    marks.put(request.path(), mark);
    return new Answer(200, Map.of("ETag", quoted(etag)), new byte[0]);
  }

  private Answer read(Request request, byte[] bytes) {
    String etag = etags.get(request.path());
    Map<String, String> headers = new HashMap<>(Map.of("ETag", quoted(etag)));
    String mark = marks.getOrDefault(request.path(), "");
    if (!mark.isEmpty()) {
      headers.put("x-amz-meta-glance-write", mark);
    }
    if (request.header("If-Match").filter(wanted -> !wanted.equals(quoted(etag))).isPresent()) {
      return Answer.error(412, "PreconditionFailed");
    }
    Matcher range = RANGE.matcher(request.header("Range").orElse(""));
    if (!range.matches()) {
      headers.put("Content-Length", "" + bytes.length);
      return new Answer(200, headers, bytes);
    }
    long from = Long.parseLong(range.group(1));
    if (from >= bytes.length) {
      return Answer.error(416, "InvalidRange");
    }
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    int to = (int) Math.min(last, bytes.length - 1L) + 1;
    headers.put("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, bytes.length));
    return new Answer(206, headers, Arrays.copyOfRange(bytes, (int) from, to));
  }

  private Answer answerUpload(Request request) {
    if (request.query().containsKey("uploads")) {
      return Answer.xml(
          "<InitiateMultipartUploadResult><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
              .formatted(startUpload(request.bucket(), request.key(), mark(request))));
    }
    Upload upload = uploads.get(request.query().get("uploadId"));
    if (upload == null) {
      return Answer.error(404, "NoSuchUpload");
    }
    return switch (request.method()) {
      case "PUT" -> {
        synchronized (upload) {
          upload.parts().put(number(request), request.body());
        }
        String etag = quoted(hex(digest("MD5", request.body())));
        yield new Answer(200, Map.of("ETag", etag), new byte[0]);
      }
      case "DELETE" -> {
        uploads.remove(request.query().get("uploadId"));
        yield Answer.of(204);
      }
      case "GET" -> listParts(upload);
      default -> complete(request, upload);
    };
  }

  private Answer complete(Request request, Upload upload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    List<String> listed = new ArrayList<>();
    Matcher part =
        PART.matcher(new String(request.body(), StandardCharsets.UTF_8).replace("&#34;", "\""));
    while (part.find()) {
      listed.add(part.group(1) == null ? part.group(2) : part.group(1));
    }
    upload
        .parts()
        .values()
        .forEach(one -> {
          bytes.writeBytes(one);
          digests.writeBytes(digest("MD5", one));
        });
    if (listed.size() != 2 * upload.parts().size()) {
      return Answer.error(400, "InvalidPart");
    }
    String etag = hex(digest("MD5", digests.toByteArray())) + "-" + upload.parts().size();
    Answer made = make(request, bytes.toByteArray(), etag, upload.mark());
    if (made.status() != 200) {
      return made;
    }
    uploads.remove(request.query().get("uploadId"));
    return Answer.xml(
        "<CompleteMultipartUploadResult><ETag>%s</ETag></CompleteMultipartUploadResult>"
            .formatted(etag));
  }

  private Answer list(Request request) {
    if (request.query().containsKey("uploads")) {
      return listUploads(request);
    }
    return request.query().containsKey("list-type") ? listObjects(request) : Answer.of(200);
  }

  /** Two at a time. */
  private Answer listObjects(Request request) {
    String after = request.query().getOrDefault("continuation-token", "");
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    List<String> left =
        buckets.get(request.bucket()).keySet().stream()
            .filter(key -> key.compareTo(after) > 0)
            .sorted()
            .toList();
    for (String key : left.subList(0, Math.min(2, left.size()))) {
      xml.append(
          "<Contents><Key>%s</Key><Size>%d</Size><LastModified>%s</LastModified></Contents>"
              .formatted(key, buckets.get(request.bucket()).get(key).length, Instant.now()));
    }
    if (left.size() > 2) {
      xml.append("<NextContinuationToken>%s</NextContinuationToken>".formatted(left.get(1)));
    }
    return Answer.xml(
        xml.append("<IsTruncated>%s</IsTruncated></ListBucketResult>".formatted(left.size() > 2))
            .toString());
  }

  private static Answer listParts(Upload upload) {
    StringBuilder xml = new StringBuilder("<ListPartsResult><IsTruncated>false</IsTruncated>");
    upload
        .parts()
        .forEach((number, bytes) ->
            xml.append(
                "<Part><PartNumber>%d</PartNumber><Size>%d</Size></Part>"
                    .formatted(number, bytes.length)));
    return Answer.xml(xml.append("</ListPartsResult>").toString());
  }

  private Answer listUploads(Request request) {
    StringBuilder xml =
        new StringBuilder("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>");
    uploads.forEach((id, upload) -> {
      if (upload.bucket().equals(request.bucket())
          && upload.key().startsWith(request.query().getOrDefault("prefix", ""))) {
        xml.append(
            "<Upload><Key>%s</Key><UploadId>%s</UploadId><Initiated>%s</Initiated></Upload>"
                .formatted(upload.key(), id, Instant.now()));
      }
    });
    return Answer.xml(xml.append("</ListMultipartUploadsResult>").toString());
  }

  private static int number(Request request) {
    return Integer.parseInt(request.query().get("partNumber"));
  }

  private static String quoted(String etag) {
    return '"' + etag + '"';
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
