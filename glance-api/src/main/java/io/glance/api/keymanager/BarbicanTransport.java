package io.glance.api.keymanager;

import io.glance.common.config.Secret;
import io.glance.common.outbound.OutboundTrust;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Carries requests to Barbican. Waits five seconds for a connection and thirty for an answer, and
 * follows no redirects: they would take the caller's token along. Thread-safe.
 */
final class BarbicanTransport implements AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout ANSWER = Timeout.ofSeconds(30);
  private static final int CONNECTIONS = 32;
  private static final int LARGEST = 1 << 20;
  private static final byte[] NOTHING = {};

  private final CloseableHttpClient client;

  BarbicanTransport(OutboundTrust trust) {
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setTlsSocketStrategy((socket, target, port, attachment, context) ->
                        trust.strategy().upgrade(socket, target, port, attachment, context))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(ANSWER)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(ANSWER)
                    .setResponseTimeout(ANSWER)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setUserAgent("glance")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
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
   * @throws IOException if there is no answer
   */
  Answer send(String method, URI url, Secret token, Map<String, String> headers)
      throws IOException {
    ClassicRequestBuilder request =
        ClassicRequestBuilder.create(method).setUri(url).setHeader("X-Auth-Token", token.reveal());
    headers.forEach(request::setHeader);
    return client.execute(request.build(), BarbicanTransport::read);
  }

  /** Of a body that is larger than any secret only the beginning is read. */
  private static Answer read(ClassicHttpResponse response) throws IOException {
    byte[] body =
        response.getEntity() == null
            ? NOTHING
            : EntityUtils.toByteArray(response.getEntity(), LARGEST);
    return new Answer(response.getCode(), body == null ? NOTHING : body);
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
  }
}
