package io.glance.api.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** The HTTP client of policy servers, with certificates as options say. */
final class PolicyServerClient {
  private static final int CONNECTIONS = 64;
  private static final String STORE_PASSWORD = "policy";

  private PolicyServerClient() {}

  /**
   * Opens a client, which the caller closes.
   *
   * @throws IllegalArgumentException if an option names a file that cannot be used
   */
  static CloseableHttpClient open(PolicyProperties properties) {
    Timeout patience = Timeout.ofMilliseconds(Math.round(properties.remoteTimeout() * 1000));
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setTlsSocketStrategy(strategy(properties))
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(patience)
                        .setSocketTimeout(patience)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(patience)
                .setResponseTimeout(patience)
                .build())
        .disableCookieManagement()
        .disableAutomaticRetries()
        .build();
  }

  private static TlsSocketStrategy strategy(PolicyProperties properties) {
    try {
      SSLContext context = context(properties);
      return properties.remoteSslVerifyServerCrt()
          ? new DefaultClientTlsStrategy(context)
          : new DefaultClientTlsStrategy(
              context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("certificates for policy servers: " + e.getMessage(), e);
    }
  }

  private static SSLContext context(PolicyProperties properties) throws GeneralSecurityException {
    PemSslStoreBundle stores = new PemSslStoreBundle(own(properties), authorities(properties));
    SSLContextBuilder context = SSLContexts.custom();
    KeyStore own = stores.getKeyStore();
    if (own != null) {
      context.loadKeyMaterial(own, STORE_PASSWORD.toCharArray());
    }
    KeyStore authorities = stores.getTrustStore();
    if (!properties.remoteSslVerifyServerCrt()) {
      context.loadTrustMaterial(null, TrustAllStrategy.INSTANCE);
    } else if (authorities != null) {
      context.loadTrustMaterial(authorities, null);
    }
    return context.build();
  }

  private static @Nullable PemSslStoreDetails own(PolicyProperties properties) {
    String certificate = properties.remoteSslClientCrtFile();
    if (certificate == null) {
      return null;
    }
    String key = properties.remoteSslClientKeyFile();
    return PemSslStoreDetails.forCertificate(location("remote_ssl_client_crt_file", certificate))
        .withPrivateKey(location("remote_ssl_client_key_file", key == null ? certificate : key))
        .withPassword(STORE_PASSWORD);
  }

  private static @Nullable PemSslStoreDetails authorities(PolicyProperties properties) {
    String file = properties.remoteSslCaCrtFile();
    return file == null || !properties.remoteSslVerifyServerCrt()
        ? null
        : PemSslStoreDetails.forCertificate(location("remote_ssl_ca_crt_file", file));
  }

  private static String location(String option, String file) {
    if (!Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException("%s %s cannot be read".formatted(option, file));
    }
    return "file:" + Path.of(file).toAbsolutePath();
  }
}
