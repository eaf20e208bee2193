package io.glance.api.keymanager;

import io.glance.common.outbound.OutboundTrust;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Barbican is reached: section {@code [barbican]}.
 *
 * @param barbicanEndpoint URL, with or without the version; absent: where the caller's catalogue
 *     says
 * @param barbicanApiVersion {@code v1}, the only one there is
 * @param barbicanEndpointType which endpoint of the catalogue
 * @param barbicanRegionName of the endpoint; absent: any
 * @param verifySsl whether Barbican's certificate is checked
 * @param verifySslPath file of the authorities of that certificate, in PEM; absent: those of the
 *     Java platform
 * @param sendServiceUserToken whether a token of the account in {@code [barbican_service_user]}
 *     goes with that of the caller
 */
@ConfigurationProperties("oslo.barbican")
record BarbicanProperties(
    @Nullable String barbicanEndpoint,
    @Nullable String barbicanApiVersion,
    @DefaultValue("public") Audience barbicanEndpointType,
    @Nullable String barbicanRegionName,
    @DefaultValue("true") boolean verifySsl,
    @Nullable Path verifySslPath,
    @DefaultValue("false") boolean sendServiceUserToken) {

  static final String VERSION = "v1";

  /** Of an endpoint. */
  enum Audience {
    PUBLIC,
    INTERNAL,
    ADMIN;

    String inCatalog() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  BarbicanProperties {
    if (barbicanEndpoint != null) {
      requireWebAddress(barbicanEndpoint);
    }
    if (barbicanApiVersion != null && !barbicanApiVersion.equals(VERSION)) {
      throw new IllegalArgumentException(
          "barbican_api_version is %s, must be %s".formatted(barbicanApiVersion, VERSION));
    }
    if (verifySsl && verifySslPath != null) {
      requireAuthorities(verifySslPath);
    }
  }

  OutboundTrust trust() {
    if (!verifySsl) {
      return OutboundTrust.anybody();
    }
    return verifySslPath == null
        ? OutboundTrust.system()
        : OutboundTrust.authoritiesIn(verifySslPath);
  }

  private static void requireWebAddress(String text) {
    if (!isWebAddress(text)) {
      throw new IllegalArgumentException(
          "barbican_endpoint is %s, must be a URL of http or https".formatted(text));
    }
  }

  private static boolean isWebAddress(String text) {
    try {
      URI address = URI.create(text);
      return address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static void requireAuthorities(Path file) {
    try {
      OutboundTrust.authoritiesIn(file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "verify_ssl_path is %s, must be a file of certificates in PEM".formatted(file), e);
    }
  }
}
