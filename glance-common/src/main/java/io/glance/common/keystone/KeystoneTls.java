package io.glance.common.keystone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Whose certificates we accept, and which one we show. */
final class KeystoneTls {
  /** Of stores that never leave this class. */
  private static final String PASSWORD = "in-memory";

  private KeystoneTls() {}

  /**
   * @throws IllegalArgumentException if a file is not what it should be; the message begins with
   *     the option's name
   */
  static TlsSocketStrategy strategy(KeystoneConnection options) {
    if (options.cafile() == null && options.certfile() == null && !options.insecure()) {
      return DefaultClientTlsStrategy.createDefault();
    }
    SSLContext context = context(options);
    return options.insecure()
        ? new DefaultClientTlsStrategy(
            context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE)
        : new DefaultClientTlsStrategy(context);
  }

  private static SSLContext context(KeystoneConnection options) {
    try {
      SSLContextBuilder context = SSLContextBuilder.create();
      if (options.insecure()) {
        context.loadTrustMaterial(TrustAllStrategy.INSTANCE);
      } else if (options.cafile() != null) {
        context.loadTrustMaterial(authorities(options.cafile()), null);
      }
      if (options.certfile() != null) {
        context.loadKeyMaterial(
            keys(options.certfile(), options.keyfile()), PASSWORD.toCharArray());
      }
      return context.build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS on this platform", e);
    }
  }

  private static KeyStore authorities(Path file) {
    PemSslStoreDetails details = PemSslStoreDetails.forCertificates(read("cafile", file));
    return store("cafile", file, () -> new PemSslStoreBundle(null, details).getTrustStore());
  }

  private static KeyStore keys(Path certificate, @Nullable Path key) {
    PemSslStoreDetails details =
        PemSslStoreDetails.forCertificates(read("certfile", certificate))
            .withPrivateKey(key == null ? read("certfile", certificate) : read("keyfile", key))
            .withPassword(PASSWORD);
    return store("certfile", certificate, () -> new PemSslStoreBundle(details, null).getKeyStore());
  }

  private interface Reading {
    @Nullable KeyStore store();
  }

  private static KeyStore store(String option, Path file, Reading reading) {
    try {
      KeyStore store = reading.store();
      if (store != null) {
        return store;
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(notPem(option, file), e);
    }
    throw new IllegalArgumentException(notPem(option, file));
  }

  private static String notPem(String option, Path file) {
    return "%s is %s, which cannot be read as PEM".formatted(option, file);
  }

  private static String read(String option, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(notPem(option, file), e);
    }
  }
}
