package io.glance.api.registry;

import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to the registry over connections that are kept. Thread-safe.
 *
 * <p>A request that may be repeated is, once, when its connection turns out to be dead; no other
 * ever is, for nobody knows how far it got.
 */
final class RegistryTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(3);

  /** The first one of two services that have just started takes long on a busy machine. */
  private static final Timeout HANDSHAKE_TIMEOUT = Timeout.ofSeconds(10);

  private static final Timeout POOL_TIMEOUT = Timeout.ofSeconds(10);
  private static final byte[] NOTHING = {};

  private final MinimalHttpClient client;
  private final HttpHost registry;
  private final RequestConfig waits;
  private final AtomicBoolean silent = new AtomicBoolean();

  /**
   * @param tls absent to speak plain HTTP; stays open
   * @param trustedIdle a connection idle for longer is looked at before it is used again
   */
  RegistryTransport(
      RegistryLinkProperties link,
      @Nullable TlsSocketStrategy tls,
      int connections,
      Duration trustedIdle) {
    registry =
        new HttpHost(tls == null ? "http" : "https", link.registryHost(), link.registryPort());
    waits = RequestConfig.custom().setConnectionRequestTimeout(POOL_TIMEOUT).build();
    client =
        HttpClients.createMinimal(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setTlsSocketStrategy(tls)
                .setDefaultTlsConfig(
                    TlsConfig.custom()
                        .setSupportedProtocols(TLS.V_1_3, TLS.V_1_2)
                        .setHandshakeTimeout(HANDSHAKE_TIMEOUT)
                        .build())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        .setSocketTimeout(Timeout.of(link.registryClientTimeout()))
                        .setValidateAfterInactivity(TimeValue.of(trustedIdle))
                        .build())
                .build());
  }

  /** An answer of any status, read to its end. */
  static final class Answer {
    private final int status;
    private final byte[] body;

    private Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }
  }

  /**
   * @param target path and query
   * @throws GlanceException.Unavailable if there is no answer
   */
  Answer send(
      String method,
      String target,
      Map<String, String> headers,
      byte @Nullable [] json,
      boolean repeatable) {
    Supplier<BasicClassicHttpRequest> request = () -> request(method, target, headers, json);
    try {
      Answer answer = repeatable ? sendAgainIfCut(request) : sendOnce(request.get());
      if (silent.get() && silent.compareAndSet(true, false)) {
        LOG.info("the registry at {} answers again", registry);
      }
      return answer;
    } catch (ConnectionRequestTimeoutException e) {
      LOG.error("no connection to the registry became free within {}", POOL_TIMEOUT);
      throw unavailable(e);
    } catch (IOException e) {
      report(method, target, e);
      throw unavailable(e);
    }
  }

  /** Once while the registry cannot be reached at all, however many calls that fails. */
  private void report(String method, String target, IOException failure) {
    if (!(failure instanceof ConnectException)) {
      LOG.error("{} {} at {}: {}", method, target, registry, failure.toString());
    } else if (silent.compareAndSet(false, true)) {
      LOG.warn("the registry at {} cannot be reached: {}", registry, failure.getMessage());
    }
  }

  private BasicClassicHttpRequest request(
      String method, String target, Map<String, String> headers, byte @Nullable [] json) {
    BasicClassicHttpRequest request = new BasicClassicHttpRequest(method, registry, target);
    headers.forEach(request::setHeader);
    if (json != null) {
      request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    }
    return request;
  }

  private Answer sendAgainIfCut(Supplier<BasicClassicHttpRequest> request) throws IOException {
    try {
      return sendOnce(request.get());
    } catch (InterruptedIOException | ConnectException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("the connection was cut, trying another", e);
      return sendOnce(request.get());
    }
  }

  private static GlanceException unavailable(IOException cause) {
    GlanceException error = new GlanceException.Unavailable(null, null);
    error.initCause(cause);
    return error;
  }

  private Answer sendOnce(BasicClassicHttpRequest request) throws IOException {
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(waits);
    return client.execute(registry, request, context, RegistryTransport::read);
  }

  private static Answer read(ClassicHttpResponse response) throws IOException {
    byte @Nullable [] body =
        response.getEntity() == null ? null : EntityUtils.toByteArray(response.getEntity());
    return new Answer(response.getCode(), body == null ? NOTHING : body);
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
  }
}
