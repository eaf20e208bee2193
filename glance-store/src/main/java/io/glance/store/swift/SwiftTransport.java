package io.glance.store.swift;

import io.glance.common.outbound.OutboundTrust;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Carries requests over connections that are kept. Knows no tokens and no paths, and sends nothing
 * twice. Thread-safe.
 */
final class SwiftTransport {
  /** More of an answer that is read whole than a list of 10,000 segments has. */
  private static final int MOST_BYTES = 16 << 20;

  private final HttpClient client;
  private final SwiftWaits waits;

  SwiftTransport(OutboundTrust trust, SwiftWaits waits) {
    this.waits = waits;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(waits.connect())
            .sslContext(trust.context())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * @param headers may hold secrets
   */
  record Request(String method, URI url, Map<String, String> headers, String body) {
    Request(String method, URI url, Map<String, String> headers) {
      this(method, url, headers, "");
    }

    @Override
    public String toString() {
      return method + " to Swift";
    }
  }

  SwiftWaits waits() {
    return waits;
  }

  /** The answer of any status, read to its end. */
  SwiftAnswer send(Request request) throws IOException {
    HttpResponse<ResponseBody> response = open(request);
    try (ResponseBody body = response.body()) {
      return new SwiftAnswer(
          response.statusCode(),
          response.headers(),
          new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
    }
  }

  /** The answer of any status, whose body the caller closes. */
  HttpResponse<ResponseBody> open(Request request) throws IOException {
    HttpRequest message =
        message(request)
            .method(
                request.method(),
                request.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body()))
            .timeout(waits.answer())
            .build();
    try {
      return client.send(message, _ -> new ResponseBody(waits.answer()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for Swift");
    }
  }

  /**
   * Begins a PUT whose body the caller sends, when Swift has said that it wants it.
   *
   * @param length bytes, or -1 if that is not known
   */
  Upload upload(Request request, long length) {
    Upload upload = new Upload(waits);
    HttpRequest message =
        message(request)
            .PUT(
                length < 0
                    ? BodyPublishers.fromPublisher(upload)
                    : BodyPublishers.fromPublisher(upload, length))
            .expectContinue(true)
            .build();
    upload.begin(client.sendAsync(message, _ -> new ResponseBody(waits.answer())));
    return upload;
  }

  private static HttpRequest.Builder message(Request request) {
    HttpRequest.Builder message = HttpRequest.newBuilder(request.url());
    request.headers().forEach(message::setHeader);
    return message.setHeader("User-Agent", "glance");
  }
}
