package io.glance.api.imagedata;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images over HTTP, as a user of the service has them. */
final class ImageClient {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ImageClient(URI endpoint) {
    this.endpoint = endpoint;
  }

  static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** The id of a new image that may be uploaded to. */
  String create() throws IOException {
    return create("{\"name\": \"x\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}");
  }

  String create(String json) throws IOException {
    HttpResponse<String> created =
        send(
            request("/v2/images")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    if (created.statusCode() != 201) {
      throw new IOException(created.statusCode() + " " + created.body());
    }
    return JSON.readTree(created.body()).get("id").asString();
  }

  /** What is known of an image; its status is {@code deleted} if nothing is. */
  JsonNode show(String id) throws IOException {
    HttpResponse<String> shown = send(request("/v2/images/" + id).GET());
    return switch (shown.statusCode()) {
      case 200 -> JSON.readTree(shown.body());
      case 404 -> JSON.createObjectNode().put("status", "deleted");
      default -> throw new IOException(shown.statusCode() + " " + shown.body());
    };
  }

  String status(String id) throws IOException {
    return show(id).get("status").asString();
  }

  HttpResponse<String> upload(String id, byte[] data) throws IOException {
    return send(put(id).PUT(BodyPublishers.ofByteArray(data)));
  }

  /** In chunks. */
  HttpResponse<String> upload(String id, Supplier<InputStream> data) throws IOException {
    return send(put(id).PUT(BodyPublishers.ofInputStream(data)));
  }

  byte[] download(String id) throws IOException {
    try {
      return http.send(file(id).GET().build(), BodyHandlers.ofByteArray()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  int delete(String id) throws IOException {
    return send(request("/v2/images/" + id).DELETE()).statusCode();
  }

  /** Announces {@code data} and hangs up after {@code sent} bytes of it. */
  void uploadAndHangUp(String id, byte[] data, int sent, boolean reset) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "PUT /v2/images/%s/file HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
              .formatted(id, data.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(data, 0, sent);
      out.flush();
      if (reset) {
        socket.setSoLinger(true, 0);
      }
    }
  }

  /** A download that nobody reads yet. */
  Socket beginDownload(String id) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    socket
        .getOutputStream()
        .write(
            "GET /v2/images/%s/file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .formatted(id)
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Any request; {@code headers} are names and values in turn. */
  HttpResponse<String> call(String method, String path, byte[] body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        request(path)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private Socket connect() throws IOException {
    return new Socket(endpoint.getHost(), endpoint.getPort());
  }

  private HttpRequest.Builder put(String id) {
    return file(id).header("Content-Type", "application/octet-stream");
  }

  private HttpRequest.Builder file(String id) {
    return request("/v2/images/" + id + "/file");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
