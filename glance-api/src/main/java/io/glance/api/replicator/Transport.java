package io.glance.api.replicator;

import io.glance.common.config.Secret;
import io.glance.common.outbound.OutboundTrust;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to one server. Follows no redirects, which would take the token along, and
 * writes neither headers nor bodies to the log. For one thread.
 *
 * <p>Waits ten seconds for a connection, two minutes for an answer or for the next bytes, and half
 * an hour for the answer to an upload whose bytes are all sent. A server that does not say within
 * fifteen seconds that it wants the bytes is sent them.
 */
final class Transport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout ANSWER = Timeout.ofMinutes(2);
  private static final Timeout STORED = Timeout.ofMinutes(30);
  private static final Timeout WANTED = Timeout.ofSeconds(15);

  /** Of an answer: a page of images with 128 properties of 64 KiB each would be more. */
  private static final int LARGEST = 64 << 20;

  private static final int LARGEST_ERROR = 64 << 10;
  private static final int GOOD = 200;
  private static final int BAD = 300;
  private static final int ERROR = 400;

  private final Endpoint endpoint;
  private final Secret token;
  private final CloseableHttpClient client;
  private boolean answered;

  Transport(Endpoint endpoint, Secret token) {
    this.endpoint = endpoint;
    this.token = token;
    OutboundTrust trust = trust(System.getenv("SSL_CERT_FILE"));
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(2)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .responseOutOfOrderStrategy((_, _, in, _, _) -> in.available() > 0)
                            .build())
                    .setTlsSocketStrategy((socket, target, port, attachment, context) ->
                        trust.strategy().upgrade(socket, target, port, attachment, context))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(ANSWER)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .build())
            .setRequestExecutor(
                new HttpRequestExecutor(
                    Http1Config.custom().setWaitForContinueTimeout(WANTED).build(), null, null))
            .setDefaultRequestConfig(waiting(ANSWER).build())
            .setUserAgent("glance-replicator")
            .disableContentCompression()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  private static OutboundTrust trust(@Nullable String authorities) {
    return authorities == null || authorities.isEmpty()
        ? OutboundTrust.system()
        : OutboundTrust.authoritiesIn(Path.of(authorities));
  }

  private static RequestConfig.Builder waiting(Timeout answer) {
    return RequestConfig.custom().setResponseTimeout(answer).setProtocolUpgradeEnabled(false);
  }

  /** Writes the bytes of an upload. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Whether this server ever answered; one that never did may be none. */
  boolean hasAnswered() {
    return answered;
  }

  /** An answer of any status, read to its end. */
  Answer send(String method, String path, @Nullable ContentType type, byte @Nullable [] body)
      throws IOException {
    ClassicHttpRequest request = request(method, path);
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, type));
    }
    return execute(request, null);
  }

  /**
   * @throws RemoteFailure if the server does not take the bytes
   */
  void upload(String path, long size, Body body) throws IOException {
    ClassicHttpRequest request = request("PUT", path);
    request.setEntity(new UploadEntity(size, body));
    RequestConfig patient = waiting(STORED).setExpectContinueEnabled(size > 0).build();
    execute(request, patient).requireGoodOr(0);
  }

  private Answer execute(ClassicHttpRequest request, @Nullable RequestConfig config)
      throws IOException {
    try (ClassicHttpResponse response = open(request, config)) {
      return answer(request, response);
    }
  }

  private Answer answer(ClassicHttpRequest request, ClassicHttpResponse response)
      throws IOException {
    int status = response.getCode();
    boolean isError = status >= ERROR;
    byte[] body = {};
    @Nullable HttpEntity entity = response.getEntity();
    if (entity != null) {
      int most = isError ? LARGEST_ERROR : LARGEST;
      body = entity.getContent().readNBytes(most);
      if (!isError && body.length == most) {
        throw new ReplicationFailure("%s answers with more than any list has".formatted(endpoint));
      }
    }
    String what = "%s %s".formatted(request.getMethod(), request.getRequestUri());
    return new Answer(
        endpoint, what, status, new String(body, StandardCharsets.UTF_8), askedWait(response));
  }

  /**
   * The bytes of an image. The caller closes it.
   *
   * @throws RemoteFailure if the server does not give them
   */
  Download download(String path) throws IOException {
    ClassicHttpRequest request = request("GET", path);
    ClassicHttpResponse response = open(request, null);
    try {
      @Nullable HttpEntity entity = response.getEntity();
      if (response.getCode() == GOOD && entity != null) {
        return new Download(response, entity.getContent(), entity.getContentLength());
      }
      answer(request, response).requireGoodOr(0);
      response.close();
      return new Download(response, InputStream.nullInputStream(), 0);
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private ClassicHttpResponse open(ClassicHttpRequest request, @Nullable RequestConfig config)
      throws IOException {
    HttpHost host =
        new HttpHost(
            endpoint.url().getScheme(), endpoint.url().getHost(), endpoint.url().getPort());
    HttpClientContext context = HttpClientContext.create();
    if (config != null) {
      context.setRequestConfig(config);
    }
    LOG.debug("Request: {} {}{}", request.getMethod(), host, request.getPath());
    ClassicHttpResponse response = client.executeOpen(host, request, context);
    answered = true;
    LOG.debug("Response: {}", response.getCode());
    return response;
  }

  private ClassicHttpRequest request(String method, String path) {
    ClassicRequestBuilder request =
        ClassicRequestBuilder.create(method)
            .setUri(endpoint.at(path))
            .setHeader("Accept", method.equals("GET") ? "application/json, */*" : "*/*");
    if (!token.reveal().isEmpty()) {
      request.setHeader("X-Auth-Token", token.reveal());
    }
    return request.build();
  }

  private static @Nullable Duration askedWait(ClassicHttpResponse response) {
    @Nullable Header header = response.getFirstHeader("Retry-After");
    return header != null && header.getValue().matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Integer.parseInt(header.getValue()))
        : null;
  }

  /** What a server said, and to what. */
  record Answer(
      Endpoint endpoint, String request, int status, String body, @Nullable Duration askedWait) {

    /**
     * @throws RemoteFailure unless the status says that it is done, or is {@code other}
     */
    Answer requireGoodOr(int other) throws RemoteFailure {
      if ((status >= GOOD && status < BAD) || status == other) {
        return this;
      }
      String reason = body.replaceAll("<[^>]*>|\\s+", " ");
      String message =
          "%s answers %d to %s: %s"
              .formatted(
                  endpoint, status, request, PlainText.of(reason.replaceAll(" +", " ").strip()));
      throw new RemoteFailure(status, message, askedWait);
    }
  }

  /**
   * Bytes to be read.
   *
   * @param origin of {@code stream}
   * @param length bytes, or -1 if nobody said
   */
  record Download(Closeable origin, InputStream stream, long length) implements AutoCloseable {

    /**
     * Those of a file. The caller closes them.
     *
     * @throws IOException also if it is a link
     */
    static Download of(Path file) throws IOException {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        return new Download(channel, Channels.newInputStream(channel), channel.size());
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    /** Reads nothing more, however much there is. */
    @Override
    public void close() throws IOException {
      origin.close();
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
