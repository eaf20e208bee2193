package io.glance.api.signature;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Base64 as Python reads it: what is not of the alphabet does not count, and the padding must be
 * there.
 *
 * <p>Source: binascii.c, a2b_base64 without strict mode.
 */
final class PythonBase64 {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int BITS = 6;
  private static final int LOWEST_BYTE = 0xff;
  private static final int QUAD = 4;

  private PythonBase64() {}

  /** Empty if it is no Base64. */
  static Optional<byte[]> decode(String text) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    int bits = 0;
    int count = 0;
    int pads = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int value = ALPHABET.indexOf(character);
      if (character == '=') {
        pads++;
        if (count >= 2 && count + pads >= QUAD) {
          return Optional.of(decoded.toByteArray());
        }
      } else if (value >= 0) {
        pads = 0;
        bits = (bits << BITS) | value;
        count = (count + 1) % QUAD;
        if (count != 1) {
          int left = (QUAD - count) % QUAD * 2;
          decoded.write((bits >> left) & LOWEST_BYTE);
        }
      }
    }
    return count == 0 ? Optional.of(decoded.toByteArray()) : Optional.empty();
  }
}
