package io.glance.api.registry;

import io.glance.common.connection.PemFile;
import io.glance.common.connection.PemFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How connections to the registry are protected, section {@code [DEFAULT]}. The files count only
 * with {@code https}.
 *
 * <p>Source: glance/registry/client/__init__.py and glance/common/client.py of 19.0.0.
 *
 * @param registryClientProtocol {@code http} or {@code https}
 * @param registryClientCaFile authorities in PEM; those of the system if absent
 * @param registryClientCertFile certificate in PEM that the registry is shown
 * @param registryClientKeyFile its key in PEM, without a password
 * @param registryClientInsecure whether any certificate of the registry is accepted
 */
@ConfigurationProperties("oslo.default")
record RegistryTlsProperties(
    @DefaultValue("http") String registryClientProtocol,
    @Nullable String registryClientCaFile,
    @Nullable String registryClientCertFile,
    @Nullable String registryClientKeyFile,
    @DefaultValue("false") boolean registryClientInsecure) {

  /** Where systems keep the authorities that they trust, in the order in which they are tried. */
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  RegistryTlsProperties {
    registryClientProtocol = registryClientProtocol.strip().toLowerCase(Locale.ROOT);
    registryClientCaFile = textOf(registryClientCaFile);
    registryClientCertFile = textOf(registryClientCertFile);
    registryClientKeyFile = textOf(registryClientKeyFile);
    if (!registryClientProtocol.equals("http") && !registryClientProtocol.equals("https")) {
      throw new IllegalArgumentException(
          "registry_client_protocol is '%s', must be http or https"
              .formatted(registryClientProtocol));
    }
    if (registryClientProtocol.equals("https")) {
      if (registryClientCertFile == null && registryClientKeyFile != null) {
        throw new IllegalArgumentException(
            "registry_client_key_file is set, but registry_client_cert_file is not");
      }
      if (registryClientCertFile != null && registryClientKeyFile == null) {
        throw new IllegalArgumentException(
            "registry_client_cert_file is set, but registry_client_key_file is not");
      }
      files(registryClientCaFile, registryClientCertFile, registryClientKeyFile).load();
    }
  }

  private static @Nullable String textOf(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  boolean isOn() {
    return registryClientProtocol.equals("https");
  }

  /** The authorities are those of the system if the operator names none and it has a file. */
  PemFiles files() {
    String authorities = registryClientCaFile;
    if (authorities == null && !registryClientInsecure) {
      authorities =
          SYSTEM.stream().filter(Files::isReadable).map(Path::toString).findFirst().orElse(null);
    }
    return files(authorities, registryClientCertFile, registryClientKeyFile);
  }

  private static PemFiles files(
      @Nullable String authorities, @Nullable String certificate, @Nullable String key) {
    return new PemFiles(
        PemFile.of("registry_client_cert_file", certificate),
        PemFile.of("registry_client_key_file", key),
        PemFile.of("registry_client_ca_file", authorities));
  }
}
