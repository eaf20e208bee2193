package io.glance.api.signature;

import java.util.Arrays;
import java.util.Optional;

/** How the bytes that are signed are digested. Source: cursive/signature_utils.py, HASH_METHODS. */
enum HashMethod {
  SHA_224("SHA-224", 28),
  SHA_256("SHA-256", 32),
  SHA_384("SHA-384", 48),
  SHA_512("SHA-512", 64);

  private final String wireName;
  private final int length;

  HashMethod(String wireName, int length) {
    this.wireName = wireName;
    this.length = length;
  }

  static Optional<HashMethod> named(String name) {
    return Arrays.stream(values()).filter(method -> method.wireName.equals(name)).findFirst();
  }

  /** For users, and for Java's digests. */
  String wireName() {
    return wireName;
  }

  /** As the names of Java's signatures begin. */
  String javaName() {
    return wireName.replace("-", "");
  }

  /** Bytes of a digest. */
  int length() {
    return length;
  }
}
