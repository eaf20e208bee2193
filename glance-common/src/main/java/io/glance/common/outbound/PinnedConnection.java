package io.glance.common.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A client for one request that connects to the addresses of one target, or to its proxy. */
final class PinnedConnection {
  /** Bounds of what an answer's head takes in memory. */
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 * 1024).build();

  private PinnedConnection() {}

  static CloseableHttpClient client(
      OutboundTarget target, OutboundSettings settings, OpenSockets sockets) {
    Optional<OutboundProxies.Proxy> proxy = settings.proxies().forScheme(target.url().scheme());
    DnsResolver names = proxy.isPresent() ? new Lookup(proxy.get().host()) : new Pin(target);
    HttpClientBuilder client =
        HttpClientBuilder.create()
            .setConnectionManager(connections(settings, names, sockets))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setProtocolUpgradeEnabled(false)
                    .setResponseTimeout(Timeout.of(settings.waits().read()))
                    .build())
            .setUserAgent("glance")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching();
    proxy.ifPresent(through -> route(client, through));
    return client.build();
  }

  private static BasicHttpClientConnectionManager connections(
      OutboundSettings settings, DnsResolver names, OpenSockets sockets) {
    var tls =
        RegistryBuilder.<TlsSocketStrategy>create()
            .register("https", settings.trust().strategy())
            .build();
    var connections =
        new BasicHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(sockets, null, names, tls),
            ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build());
    connections.setConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(settings.waits().connect()))
            .setSocketTimeout(Timeout.of(settings.waits().read()))
            .build());
    connections.setTlsConfig(
        TlsConfig.custom().setHandshakeTimeout(Timeout.of(settings.waits().connect())).build());
    return connections;
  }

  private static void route(HttpClientBuilder client, OutboundProxies.Proxy proxy) {
    HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
    client.setProxy(host);
    if (proxy.user() != null && proxy.password() != null) {
      var credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          new AuthScope(host),
          new UsernamePasswordCredentials(proxy.user(), proxy.password().reveal().toCharArray()));
      client.setDefaultCredentialsProvider(credentials);
    }
  }

  /** Knows one host, and of its addresses those that passed. */
  private record Pin(OutboundTarget target) implements DnsResolver {
    @Override
    public InetAddress[] resolve(@Nullable String name) throws UnknownHostException {
      if (!target.url().host().text().equals(name)) {
        throw new UnknownHostException("not the host that was judged: " + name);
      }
      return target.addresses().toArray(InetAddress[]::new);
    }

    @Override
    public @Nullable String resolveCanonicalHostname(@Nullable String name) {
      return name;
    }
  }

  /** Knows the operator's proxy. */
  private record Lookup(String proxy) implements DnsResolver {
    @Override
    public InetAddress[] resolve(@Nullable String name) throws UnknownHostException {
      if (!proxy.equals(name)) {
        throw new UnknownHostException("not the proxy: " + name);
      }
      return InetAddress.getAllByName(name);
    }

    @Override
    public @Nullable String resolveCanonicalHostname(@Nullable String name) {
      return name;
    }
  }
}
