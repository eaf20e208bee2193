package io.glance.store.swift;

import io.glance.common.outbound.OutboundTrust;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests over connections that are kept. Knows no tokens and no paths, and sends nothing
 * twice. Thread-safe.
 */
final class SwiftTransport {
  /** More of an answer that is read whole than a list of 10,000 segments has. */
  private static final int MOST_BYTES = 16 << 20;

  /** More than there are requests at one time. */
  private static final int CONNECTIONS = 10_000;

  private static final TimeValue TRUSTED_IDLE = TimeValue.ofSeconds(1);
  private static final long LOOK_EVERY = 1 << 20;

  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor timer;
  private final SwiftWaits waits;

  SwiftTransport(OutboundTrust trust, SwiftWaits waits) {
    this.waits = waits;
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("swift-deadline").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setTlsSocketStrategy(trust.strategy())
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setWaitForContinueTimeout(Timeout.of(waits.answer()))
                                    .build())
                            .responseOutOfOrderStrategy(SwiftTransport::isAnswered)
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(waits.connect()))
                            .setSocketTimeout(Timeout.of(waits.answer()))
                            .setValidateAfterInactivity(TRUSTED_IDLE)
                            .build())
                    .build())
            .setUserAgent("glance")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
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
    try (SwiftResponse response = open(request)) {
      return response.read(MOST_BYTES);
    }
  }

  /** The answer of any status, which the caller closes. */
  SwiftResponse open(Request request) throws IOException {
    HttpUriRequestBase message = message(request, waits.answer(), false);
    if (!request.body().isEmpty()) {
      message.setEntity(new StringEntity(request.body(), StandardCharsets.UTF_8));
    }
    return execute(request, message);
  }

  /**
   * The answer of any status to a request whose body is sent when Swift has said that it wants it,
   * and no further when the answer comes before its end.
   */
  SwiftAnswer upload(Request request, UploadBody body) throws IOException {
    HttpUriRequestBase message = message(request, waits.commit(), true);
    message.setEntity(
        new EntityTemplate(
            body.length(), null, null, new Sending(body, message, waits.answer(), timer)));
    try (SwiftResponse response = execute(request, message)) {
      return response.read(MOST_BYTES);
    }
  }

  private SwiftResponse execute(Request request, HttpUriRequestBase message) throws IOException {
    try {
      requireGoingOn();
      HttpHost host = HttpHost.create(request.url());
      return new SwiftResponse(client.executeOpen(host, message, null), message);
    } catch (CancellationException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw SwiftResponse.meaning(e);
    }
  }

  private static void requireGoingOn() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
  }

  private static InterruptedIOException interrupted(@Nullable Throwable cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException("interrupted at Swift");
    interrupted.initCause(cause);
    return interrupted;
  }

  /**
   * @param patience for the head of the answer
   */
  private static HttpUriRequestBase message(Request request, Duration patience, boolean asks) {
    HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.url());
    message.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(patience))
            .setExpectContinueEnabled(asks)
            .setProtocolUpgradeEnabled(false)
            .build());
    request.headers().forEach(message::setHeader);
    return message;
  }

  /** Whether there is an answer before all of a body is sent. */
  private static boolean isAnswered(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      InputStream answers,
      long sent,
      long next)
      throws IOException {
    if (connection.getSSLSession() == null) {
      return answers.available() > 0;
    }
    // only a read tells whether what has come is more than a part of a TLS record
    return sent / LOOK_EVERY < (sent + next) / LOOK_EVERY
        && connection.isDataAvailable(Timeout.ONE_MILLISECOND);
  }
}
