package io.glance.api.replicator;

import io.glance.store.checked.HashAlgorithm;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which bytes an image has.
 *
 * @param value in hexadecimal
 */
record ContentDigest(HashAlgorithm algorithm, String value) {
  private static final Logger LOG = LoggerFactory.getLogger(ContentDigest.class);

  /** The best that a description has; empty if it has none. */
  static Optional<ContentDigest> of(Description image) {
    String value = image.text("os_hash_value");
    if (!value.isEmpty()) {
      try {
        return Optional.of(
            new ContentDigest(HashAlgorithm.named(image.text("os_hash_algo")), value));
      } catch (IllegalArgumentException _) {
        LOG.debug("{} has a digest of an unknown kind", image.id());
      }
    }
    String checksum = image.text("checksum");
    return checksum.isEmpty()
        ? Optional.empty()
        : Optional.of(new ContentDigest(HashAlgorithm.MD5, checksum));
  }

  boolean isOf(MessageDigest computed) {
    return HexFormat.of().formatHex(computed.digest()).equalsIgnoreCase(value);
  }
}
