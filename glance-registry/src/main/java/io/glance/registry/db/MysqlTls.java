package io.glance.registry.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ssl_…} parameters of a database address. Their PEM files become key stores, which is
 * what the driver reads, in files that only we may read and that go with the process.
 *
 * @param properties of the driver
 */
record MysqlTls(Map<String, String> properties) {
  static final Set<String> PARAMETERS =
      Set.of("ssl_ca", "ssl_cert", "ssl_key", "ssl_verify_cert", "ssl_verify_identity");

  private static final String STORE_TYPE = "PKCS12";

  static Optional<MysqlTls> of(Map<String, String> parameters) {
    if (parameters.keySet().stream().noneMatch(PARAMETERS::contains)) {
      return Optional.empty();
    }
    Map<String, String> properties = new LinkedHashMap<>();
    String authority = parameters.get("ssl_ca");
    if (authority == null) {
      properties.put("sslMode", "REQUIRED");
    } else {
      boolean identity = Boolean.parseBoolean(parameters.getOrDefault("ssl_verify_identity", "no"));
      properties.put("sslMode", identity ? "VERIFY_IDENTITY" : "VERIFY_CA");
      String password = UUID.randomUUID().toString();
      properties.put("trustCertificateKeyStoreUrl", trustStore(authority, password));
      properties.put("trustCertificateKeyStoreType", STORE_TYPE);
      properties.put("trustCertificateKeyStorePassword", password);
    }
    client(properties, parameters.get("ssl_cert"), parameters.get("ssl_key"));
    return Optional.of(new MysqlTls(Map.copyOf(properties)));
  }

  private static void client(
      Map<String, String> properties, @Nullable String certificate, @Nullable String key) {
    if (certificate == null) {
      return;
    }
    String password = UUID.randomUUID().toString();
    properties.put(
        "clientCertificateKeyStoreUrl",
        keyStore(certificate, key == null ? certificate : key, password));
    properties.put("clientCertificateKeyStoreType", STORE_TYPE);
    properties.put("clientCertificateKeyStorePassword", password);
  }

  private static String trustStore(String file, String password) {
    try {
      KeyStore store = empty();
      int number = 0;
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      return save(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableDatabaseException(
          "[database] connection: ssl_ca %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static String keyStore(String certificateFile, String keyFile, String password) {
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          "client",
          privateKey(keyFile),
          password.toCharArray(),
          certificates(certificateFile).toArray(Certificate[]::new));
      return save(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new UnusableDatabaseException(
          "[database] connection: ssl_cert %s, ssl_key %s: %s"
              .formatted(certificateFile, keyFile, e.getMessage()));
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(STORE_TYPE);
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(String file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(Path.of(file))) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
    }
  }

  private static PrivateKey privateKey(String file) throws IOException, GeneralSecurityException {
    String pem = Files.readString(Path.of(file), StandardCharsets.US_ASCII);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int start = pem.indexOf(begin);
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (start < 0 || end < 0) {
      throw new GeneralSecurityException(
          "the key is not in PKCS #8 form; convert it with openssl pkcs8 -topk8 -nocrypt");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(der);
    return Stream.of("RSA", "EC", "Ed25519")
        .flatMap(algorithm -> privateKey(algorithm, key).stream())
        .findFirst()
        .orElseThrow(
            () -> new GeneralSecurityException("the key is neither RSA nor EC nor Ed25519"));
  }

  private static Optional<PrivateKey> privateKey(String algorithm, PKCS8EncodedKeySpec key) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(key));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private static String save(KeyStore store, String password)
      throws IOException, GeneralSecurityException {
    Path file = Files.createTempFile("glance-database-", ".p12");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file.toUri().toString();
  }

  @Override
  public String toString() {
    return "MysqlTls[***]";
  }
}
