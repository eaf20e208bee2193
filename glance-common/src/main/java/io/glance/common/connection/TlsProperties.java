package io.glance.common.connection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * With what a service proves itself to its clients, section {@code [DEFAULT]}. Without these it
 * speaks plain HTTP.
 *
 * <p>Source: glance/common/wsgi.py of 19.0.0, get_ssl_config.
 *
 * @param certFile certificate of the service in PEM, followed by those between it and an authority
 * @param keyFile its key in PEM, without a password; may be the same file
 * @param caFile authorities in PEM: a client must show a certificate that one of them signed
 */
@ConfigurationProperties("oslo.default")
public record TlsProperties(
    @Nullable String certFile, @Nullable String keyFile, @Nullable String caFile) {

  public TlsProperties {
    certFile = textOf(certFile);
    keyFile = textOf(keyFile);
    caFile = textOf(caFile);
    if (keyFile == null && certFile != null) {
      throw new IllegalArgumentException("key_file is not set, but cert_file is: TLS needs both");
    }
    if (certFile == null && keyFile != null) {
      throw new IllegalArgumentException("cert_file is not set, but key_file is: TLS needs both");
    }
    if (certFile == null && caFile != null) {
      throw new IllegalArgumentException(
          "ca_file is set, but cert_file and key_file are not: clients can show a certificate only"
              + " where TLS is spoken");
    }
    if (certFile != null) {
      files(certFile, keyFile, caFile).load();
    }
  }

  private static @Nullable String textOf(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Whether clients have to speak TLS. */
  public boolean isOn() {
    return certFile != null;
  }

  /** Whether they have to show a certificate besides. */
  public boolean isMutual() {
    return caFile != null;
  }

  /** All absent without TLS. */
  public PemFiles files() {
    return files(certFile, keyFile, caFile);
  }

  private static PemFiles files(
      @Nullable String certFile, @Nullable String keyFile, @Nullable String caFile) {
    return new PemFiles(
        PemFile.of("cert_file", certFile),
        PemFile.of("key_file", keyFile),
        PemFile.of("ca_file", caFile));
  }
}
