package io.glance.common.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A file in PEM that an option names.
 *
 * @param option its name, for those who are told what is wrong
 */
public record PemFile(String option, Path path) {

  /** Absent if the option has no value or an empty one. */
  public static @Nullable PemFile of(String option, @Nullable String path) {
    return path == null || path.isBlank() ? null : new PemFile(option, Path.of(path.strip()));
  }

  /**
   * As it is now.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  String text() {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw refused("does not exist", e);
    } catch (IOException e) {
      throw refused("cannot be read: " + e.getMessage(), e);
    }
  }

  /** Those in {@code text}, which this file held; at least one. */
  List<X509Certificate> certificates(String text) {
    try {
      List<X509Certificate> certificates = PemContent.of(text).getCertificates();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (RuntimeException e) {
      throw refused("holds no certificates in PEM", e);
    }
    throw refused("holds no certificates in PEM", null);
  }

  /** The one in {@code text}, which this file held. */
  PrivateKey privateKey(String text) {
    if (text.contains("ENCRYPTED")) {
      throw refused("holds a key under a password; take the password away", null);
    }
    try {
      PrivateKey key = PemContent.of(text).getPrivateKey();
      if (key != null) {
        return key;
      }
    } catch (RuntimeException e) {
      throw refused("holds no private key in PEM that we can use", e);
    }
    throw refused("holds no private key in PEM", null);
  }

  IllegalArgumentException refused(String why, @Nullable Throwable cause) {
    return new IllegalArgumentException("%s %s %s".formatted(option, path, why), cause);
  }
}
