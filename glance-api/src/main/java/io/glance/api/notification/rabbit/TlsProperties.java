package io.glance.api.notification.rabbit;

import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TLS to the brokers, section {@code [oslo_messaging_rabbit]}. All files are PEM.
 *
 * <p>Source: oslo_messaging/_drivers/impl_rabbit.py, Connection._fetch_ssl_params.
 *
 * @param ssl whether it is used
 * @param sslVersion {@code SSLv23} or empty: the newest that both know; {@code TLSv1_2}: not newer
 * @param sslKeyFile client key; empty: none
 * @param sslCertFile client certificate; empty: none
 * @param sslCaFile authorities of the broker's certificate; empty: any certificate will do
 * @param sslEnforceHostnameVerification whether the certificate must name the broker; not without
 *     authorities
 */
@ConfigurationProperties("oslo.oslo-messaging-rabbit")
public record TlsProperties(
    @DefaultValue("false") boolean ssl,
    @DefaultValue("") String sslVersion,
    @DefaultValue("") String sslKeyFile,
    @DefaultValue("") String sslCertFile,
    @DefaultValue("") String sslCaFile,
    @DefaultValue("false") boolean sslEnforceHostnameVerification) {
  private static final Set<String> NEWEST = Set.of("", "sslv23");
  private static final String TLS_1_2 = "tlsv1_2";

  public TlsProperties {
    String version = sslVersion.toLowerCase(Locale.ROOT);
    if (ssl && !NEWEST.contains(version) && !version.equals(TLS_1_2)) {
      throw new IllegalArgumentException(
          "ssl_version is %s, must be SSLv23 for the newest version or TLSv1_2; older ones are not safe"
              .formatted(sslVersion));
    }
    if (ssl && sslCertFile.isEmpty() && !sslKeyFile.isEmpty()) {
      throw new IllegalArgumentException("ssl_key_file is set without ssl_cert_file");
    }
  }

  /** As Java calls it. */
  String protocol() {
    return sslVersion.toLowerCase(Locale.ROOT).equals(TLS_1_2) ? "TLSv1.2" : "TLS";
  }

  boolean verifiesBroker() {
    return !sslCaFile.isEmpty();
  }
}
