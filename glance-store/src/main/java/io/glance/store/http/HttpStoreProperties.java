package io.glance.store.http;

import io.glance.common.outbound.OutboundProxies;
import io.glance.common.outbound.OutboundSettings;
import io.glance.common.outbound.OutboundTrust;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the http store, section {@code [glance_store]} or the section of a backend.
 *
 * @param httpsCaCertificatesFile PEM file of the only authorities that are trusted; those of the
 *     Java platform if empty or not set
 * @param httpsInsecure whether any certificate is accepted, if no file is set. Unlike in the
 *     original, where it is true, it must be asked for
 * @param httpProxyInformation {@code http}, {@code https} or {@code all} → {@code
 *     [user:password@]host[:port]}
 */
@ConfigurationProperties("oslo.glance-store")
public record HttpStoreProperties(
    @Nullable String httpsCaCertificatesFile,
    @DefaultValue("false") boolean httpsInsecure,
    @DefaultValue Map<String, String> httpProxyInformation) {

  public HttpStoreProperties {
    httpProxyInformation = Map.copyOf(httpProxyInformation);
    trust(httpsCaCertificatesFile, httpsInsecure);
    proxies(httpProxyInformation);
  }

  OutboundSettings connections() {
    return OutboundSettings.DEFAULT
        .trusting(trust(httpsCaCertificatesFile, httpsInsecure))
        .through(proxies(httpProxyInformation));
  }

  /** Without the proxies, which may have passwords. */
  @Override
  public String toString() {
    return "HttpStoreProperties[httpsCaCertificatesFile=%s, httpsInsecure=%s, proxies for %s]"
        .formatted(httpsCaCertificatesFile, httpsInsecure, httpProxyInformation.keySet());
  }

  private static OutboundTrust trust(@Nullable String authorities, boolean insecure) {
    if (authorities == null || authorities.isBlank()) {
      return insecure ? OutboundTrust.anybody() : OutboundTrust.system();
    }
    try {
      return OutboundTrust.authoritiesIn(Path.of(authorities));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("https_ca_certificates_file: " + e.getMessage(), e);
    }
  }

  private static OutboundProxies proxies(Map<String, String> options) {
    try {
      return OutboundProxies.of(options);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("http_proxy_information: " + e.getMessage(), e);
    }
  }
}
