package io.glance.common.keystone;

import io.glance.common.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A token's SHA-256, from which nobody gets back to the token.
 *
 * @param allowExpired what was asked about the token
 */
record TokenDigest(long first, long second, long third, long fourth, boolean allowExpired) {

  static TokenDigest of(Secret token, boolean allowExpired) {
    byte[] digest = sha256().digest(token.reveal().getBytes(StandardCharsets.UTF_8));
    ByteBuffer words = ByteBuffer.wrap(digest);
    return new TokenDigest(
        words.getLong(), words.getLong(), words.getLong(), words.getLong(), allowExpired);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
