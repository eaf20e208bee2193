package io.glance.api.notification.rabbit;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.TrustEverythingTrustManager;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Whom we believe to be a broker, and what we show it. */
final class BrokerTrust {

  private BrokerTrust() {}

  /**
   * Makes connections use TLS, if the operator wants it.
   *
   * @throws InvalidBrokerOptions if a file cannot be used
   */
  static void applyTo(ConnectionFactory factory, TlsProperties options) {
    if (!options.ssl()) {
      return;
    }
    try {
      SSLContext context = SSLContext.getInstance(options.protocol());
      SslManagerBundle managers =
          SslBundle.of(
                  new PemSslStoreBundle(
                      own(options.sslCertFile(), options.sslKeyFile()),
                      authorities(options.sslCaFile())))
              .getManagers();
      KeyManager @Nullable [] keys =
          options.sslCertFile().isEmpty() ? null : managers.getKeyManagers();
      TrustManager[] trust =
          options.verifiesBroker()
              ? managers.getTrustManagers()
              : new TrustManager[] {new TrustEverythingTrustManager()};
      context.init(keys, trust, null);
      factory.useSslProtocol(context);
      if (options.verifiesBroker() && options.sslEnforceHostnameVerification()) {
        factory.enableHostnameVerification();
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidBrokerOptions(
          "[oslo_messaging_rabbit] ssl_ca_file, ssl_cert_file or ssl_key_file cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  /** A key may stand in the file of its certificate. */
  private static @Nullable PemSslStoreDetails own(String certificate, String key) {
    PemSslStoreDetails details = authorities(certificate);
    return details == null
        ? null
        : details.withPrivateKey("file:" + (key.isEmpty() ? certificate : key));
  }

  private static @Nullable PemSslStoreDetails authorities(String file) {
    return file.isEmpty() ? null : PemSslStoreDetails.forCertificate("file:" + file);
  }
}
