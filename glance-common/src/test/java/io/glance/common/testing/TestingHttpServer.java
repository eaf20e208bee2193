package io.glance.common.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * A web server on a loopback port that keeps files and answers ranges of them, and that breaks the
 * protocol when told to. One request a connection. It remembers what it was asked.
 */
public final class TestingHttpServer implements AutoCloseable {
  private final ServerSocket listening;
  private final String scheme;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  private TestingHttpServer(ServerSocketFactory sockets, String scheme) throws IOException {
    this.scheme = scheme;
    listening = sockets.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().name("testing-http-server").start(this::accept);
  }

  public static TestingHttpServer start() throws IOException {
    return new TestingHttpServer(ServerSocketFactory.getDefault(), "http");
  }

  public static TestingHttpServer startWith(TestingCertificate certificate) throws IOException {
    return new TestingHttpServer(certificate.serverSockets(), "https");
  }

  /**
   * @param headers by lower-cased name
   */
  public record Request(String method, String target, Map<String, String> headers) {}

  /** Writes an answer, or something else. The connection ends when it returns or throws. */
  @FunctionalInterface
  public interface Handler {
    void answer(Request request, OutputStream out) throws Exception;
  }

  public int port() {
    return listening.getLocalPort();
  }

  public String url(String path) {
    return urlAt("127.0.0.1", path);
  }

  public String urlAt(String host, String path) {
    return "%s://%s:%d%s".formatted(scheme, host, port(), path);
  }

  /** In the order of arrival. */
  public List<Request> requests() {
    return new ArrayList<>(requests);
  }

  /** Connections that the client has not ended yet. */
  public long openConnections() {
    return connections.stream().filter(connection -> !connection.isClosed()).count();
  }

  public void answer(String path, Handler handler) {
    handlers.put(path, handler);
  }

  /** Keeps a file, and answers ranges of it. */
  public void keep(String path, byte[] bytes) {
    answer(path, (request, out) -> sendFile(request, out, bytes, true));
  }

  /** Keeps a file, and takes no notice of Range. */
  public void keepWhole(String path, byte[] bytes) {
    answer(path, (request, out) -> sendFile(request, out, bytes, false));
  }

  public void remove(String path) {
    handlers.remove(path);
  }

  public void redirect(String path, int status, String location) {
    answer(path, (request, out) -> head(out, status, "Location: " + location, "Content-Length: 0"));
  }

  public void status(String path, int status) {
    answer(
        path,
        (request, out) -> {
          head(out, status, "Content-Length: 5");
          out.write("sorry".getBytes(StandardCharsets.US_ASCII));
        });
  }

  /** Announces all the bytes and ends after some. */
  public void cutAfter(String path, byte[] bytes, int sent) {
    answer(
        path,
        (request, out) -> {
          head(out, 200, "Content-Length: " + bytes.length);
          out.write(bytes, 0, sent);
        });
  }

  /** Zeros, until the client ends the connection. */
  public void endlessBody(String path, String... headers) {
    answer(
        path,
        (request, out) -> {
          head(out, 200, headers);
          byte[] zeros = new byte[8192];
          while (true) {
            out.write(zeros);
          }
        });
  }

  public static void head(OutputStream out, int status, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 %d Something\r\n".formatted(status));
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket connection = listening.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(new BufferedInputStream(connection.getInputStream()));
      requests.add(request);
      String path = request.target().replaceFirst("\\?.*", "");
      handlers
          .getOrDefault(path, (asked, out) -> head(out, 404, "Content-Length: 0"))
          .answer(request, connection.getOutputStream());
      if (!connection.isClosed() && "http".equals(scheme)) {
        connection.shutdownOutput();
      }
    } catch (Exception e) {
      return;
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ");
    Map<String, String> headers = new TreeMap<>();
    String header;
    while (!(header = line(in)).isEmpty()) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    return new Request(first[0], first[1], headers);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int octet;
    while ((octet = in.read()) != '\n') {
      if (octet < 0) {
        throw new IOException("the client ended the connection");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  private static void sendFile(Request request, OutputStream out, byte[] bytes, boolean ranges)
      throws IOException {
    String range = request.headers().get("range");
    int from = 0;
    int to = bytes.length;
    if (range == null || !ranges) {
      head(out, 200, "Content-Length: " + bytes.length);
    } else {
      String[] ends = range.replace("bytes=", "").split("-", 2);
      if (Long.parseLong(ends[0]) >= bytes.length) {
        head(out, 416, "Content-Range: bytes */" + bytes.length, "Content-Length: 0");
        return;
      }
      from = Integer.parseInt(ends[0]);
      to = ends[1].isEmpty() ? to : (int) Math.min(to, Long.parseLong(ends[1]) + 1);
      head(
          out,
          206,
          "Content-Length: " + (to - from),
          "Content-Range: bytes %d-%d/%d".formatted(from, to - 1, bytes.length));
    }
    if (request.method().equals("GET")) {
      out.write(bytes, from, to - from);
    }
    out.flush();
  }
}
