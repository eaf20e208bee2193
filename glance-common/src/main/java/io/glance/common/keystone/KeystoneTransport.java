package io.glance.common.keystone;

import io.glance.common.config.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to the identity service over connections that are kept. Thread-safe.
 *
 * <p>A request whose connection cannot be made, or turns out to be dead, is sent again: after half
 * a second, then after one, two and so on. One that was not answered in time is not. None is
 * written to the log with its headers or its body.
 */
final class KeystoneTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeystoneTransport.class);
  private static final int CONNECTIONS = 64;
  private static final int MOST_BYTES = 8 << 20;
  private static final Duration TRUSTED_IDLE = Duration.ofSeconds(1);
  private static final byte[] NOTHING = {};

  private final CloseableHttpClient client;
  private final int retries;
  private final Duration firstPause;
  private final AtomicBoolean silent = new AtomicBoolean();

  /**
   * @param retries how often a request is sent again
   * @param firstPause before it is sent again the first time
   */
  KeystoneTransport(KeystoneConnection options, int retries, Duration firstPause) {
    this.retries = retries;
    this.firstPause = firstPause;
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setTlsSocketStrategy(KeystoneTls.strategy(options))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(options.connectTimeout()))
                            .setSocketTimeout(Timeout.of(options.answerTimeout()))
                            .setValidateAfterInactivity(TimeValue.of(TRUSTED_IDLE))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(options.answerTimeout()))
                    .setResponseTimeout(Timeout.of(options.answerTimeout()))
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setUserAgent("glance")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /**
   * @param json null: no body
   */
  record Request(String method, URI url, Map<String, String> headers, @Nullable Secret json) {
    static Request get(URI url, Map<String, String> headers) {
      return new Request("GET", url, headers, null);
    }
  }

  /**
   * An answer of any status, read to its end.
   *
   * @throws KeystoneException.Unanswered if there is none
   */
  KeystoneAnswer send(Request request) {
    Duration pause = firstPause;
    for (int left = retries; ; left--, pause = pause.multipliedBy(2)) {
      try {
        KeystoneAnswer answer = client.execute(host(request.url()), message(request), this::read);
        if (silent.get() && silent.compareAndSet(true, false)) {
          LOG.info("the identity service at {} answers again", host(request.url()));
        }
        return answer;
      } catch (IOException e) {
        if (left <= 0 || !isWorthRepeating(e)) {
          throw unanswered(request, e);
        }
        sleep(request, pause);
      }
    }
  }

  private static boolean isWorthRepeating(IOException failure) {
    return failure instanceof ConnectTimeoutException
        || failure instanceof ConnectException
        || failure instanceof NoHttpResponseException
        || (failure instanceof SocketException && !(failure instanceof InterruptedIOException));
  }

  /** Logged once as long as it lasts, however many requests that fails. */
  private KeystoneException unanswered(Request request, IOException failure) {
    HttpHost host = host(request.url());
    if (silent.compareAndSet(false, true)) {
      LOG.error("the identity service at {} does not answer: {}", host, failure.toString());
    }
    return new KeystoneException.Unanswered(
        "the identity service at %s does not answer".formatted(host), failure);
  }

  private void sleep(Request request, Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(request, new InterruptedIOException("interrupted"));
    }
  }

  private static HttpHost host(URI url) {
    return new HttpHost(url.getScheme(), url.getHost(), url.getPort());
  }

  private static BasicClassicHttpRequest message(Request request) {
    URI url = request.url();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    var message = new BasicClassicHttpRequest(request.method(), host(url), target);
    message.setHeader("Accept", "application/json");
    request.headers().forEach(message::setHeader);
    if (request.json() != null) {
      message.setEntity(new StringEntity(request.json().reveal(), ContentType.APPLICATION_JSON));
    }
    return message;
  }

  private KeystoneAnswer read(ClassicHttpResponse response) throws IOException {
    byte @Nullable [] body =
        response.getEntity() == null
            ? null
            : EntityUtils.toByteArray(response.getEntity(), MOST_BYTES);
    @Nullable Header token = response.getFirstHeader("X-Subject-Token");
    return new KeystoneAnswer(
        response.getCode(), token == null ? null : token.getValue(), body == null ? NOTHING : body);
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
