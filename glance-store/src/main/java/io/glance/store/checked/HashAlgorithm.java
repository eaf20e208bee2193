package io.glance.store.checked;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A value of {@code hashing_algorithm}: the names of Python's hashlib that this JDK can compute.
 * Spring binds it from the option's text.
 */
public enum HashAlgorithm {
  MD5("MD5"),
  SHA1("SHA-1"),
  SHA224("SHA-224"),
  SHA256("SHA-256"),
  SHA384("SHA-384"),
  SHA512("SHA-512"),
  SHA512_224("SHA-512/224"),
  SHA512_256("SHA-512/256"),
  SHA3_224("SHA3-224"),
  SHA3_256("SHA3-256"),
  SHA3_384("SHA3-384"),
  SHA3_512("SHA3-512");

  private final String javaName;

  HashAlgorithm(String javaName) {
    this.javaName = javaName;
  }

  /**
   * @param name as hashlib and {@code os_hash_algo} write it: {@code sha512}
   * @throws IllegalArgumentException if there is no such algorithm here
   */
  public static HashAlgorithm named(String name) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.hashlibName().equals(name)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException(
        "Unknown hashing algorithm identifier: %s (known are %s)"
            .formatted(
                name,
                Arrays.stream(values())
                    .map(HashAlgorithm::hashlibName)
                    .collect(Collectors.joining(", "))));
  }

  /** The value of {@code os_hash_algo}. */
  public String hashlibName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Length of a digest. */
  public int digestBytes() {
    return newDigest().getDigestLength();
  }

  public MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + javaName, e);
    }
  }

  /** Lower-case hexadecimal. */
  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
