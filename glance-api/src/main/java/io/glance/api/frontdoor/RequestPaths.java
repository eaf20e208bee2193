package io.glance.api.frontdoor;

import io.glance.common.error.GlanceException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Brings paths into one form, so that there is one way to write each. */
final class RequestPaths {
  private static final String UNDECODABLE =
      "Error decoding your request. Either the URL or the request body contained characters that"
          + " could not be decoded by Glance";

  private RequestPaths() {}

  /**
   * The same path with everything percent-encoded that is no letter, digit, {@code -._~} or slash.
   * An encoded slash becomes a slash, for the original decodes before it looks for a resource.
   *
   * @throws GlanceException.Invalid if the bytes are no UTF-8
   */
  static String canonical(String path) {
    if (isCanonical(path)) {
      return path;
    }
    String decoded = decode(path);
    StringBuilder encoded = new StringBuilder(path.length());
    int start = 0;
    while (true) {
      int slash = decoded.indexOf('/', start);
      String segment = decoded.substring(start, slash < 0 ? decoded.length() : slash);
      encoded.append(UriUtils.encode(segment, StandardCharsets.UTF_8));
      if (slash < 0) {
        return encoded.toString();
      }
      encoded.append('/');
      start = slash + 1;
    }
  }

  private static boolean isCanonical(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!isPlain(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    boolean dashToNine = c >= '-' && c <= '9';
    return letter || dashToNine || c == '_' || c == '~';
  }

  private static String decode(String path) {
    byte[] raw = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int high = i + 2 < raw.length && raw[i] == '%' ? Character.digit(raw[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
      if (low < 0) {
        bytes.write(raw[i]);
      } else {
        bytes.write((high << 4) | low);
        i += 2;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw undecodable();
    }
  }

  static GlanceException undecodable() {
    return new GlanceException.Invalid(UNDECODABLE);
  }
}
