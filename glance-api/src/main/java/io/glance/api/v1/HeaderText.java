package io.glance.api.v1;

import io.glance.common.error.GlanceException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts in headers. A header has bytes, which the server shows as characters of ISO 8859-1; they
 * are UTF-8 here, raw as old clients send it or percent-encoded as new ones do. Control characters
 * are refused on the way in and percent-encoded on the way out, so that nobody writes lines of his
 * own.
 */
final class HeaderText {
  /** What a client that encodes everything leaves of a text. */
  private static final Pattern ENCODED =
      Pattern.compile("(?:[A-Za-z0-9_.~/:=+-]|%[0-9A-Fa-f]{2})*%[0-9A-Fa-f]{2}[^%]*");

  private static final Pattern PLAIN_REST =
      Pattern.compile(".*%[0-9A-Fa-f]{2}[A-Za-z0-9_.~/:=+-]*");

  private static final String TOKEN = "!#$&'*+-.^_`|~";

  private HeaderText() {}

  /**
   * @throws GlanceException.Invalid if it has control characters
   */
  static String decode(String header) {
    String text = utf8(header.getBytes(StandardCharsets.ISO_8859_1)).orElse(header);
    boolean isEncoded = ENCODED.matcher(text).matches() && PLAIN_REST.matcher(text).matches();
    String decoded = isEncoded ? utf8(percentDecoded(text)).orElse(text) : text;
    return required(decoded);
  }

  /** As {@link #decode}, for URLs, in which a percent sign may mean itself. */
  static String decodeUrl(String header) {
    return required(utf8(header.getBytes(StandardCharsets.ISO_8859_1)).orElse(header));
  }

  private static String required(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new GlanceException.Invalid(null, "Control characters are not allowed in headers.");
    }
    return text;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static byte[] percentDecoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(text.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  /** A value of a header. */
  static String encode(String text) {
    boolean hasControls = text.chars().anyMatch(Character::isISOControl);
    String safe = hasControls ? withoutControls(text) : text;
    return new String(safe.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String withoutControls(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          if (Character.isISOControl(point)) {
            appendEncoded(safe, Character.toString(point));
          } else {
            safe.appendCodePoint(point);
          }
        });
    return safe.toString();
  }

  /** Part of the name of a header, in which few characters are allowed. */
  static String encodeName(String name) {
    StringBuilder token = new StringBuilder(name.length() + 16);
    name.codePoints()
        .forEach(point -> {
          boolean isAllowed =
              point < 0x80
                  && (Character.isLetterOrDigit(point) || TOKEN.indexOf((char) point) >= 0);
          if (isAllowed) {
            token.appendCodePoint(point);
          } else {
            appendEncoded(token, Character.toString(point));
          }
        });
    return token.toString();
  }

  private static void appendEncoded(StringBuilder target, String text) {
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      target.append("%%%02X".formatted(one & 0xff));
    }
  }
}
