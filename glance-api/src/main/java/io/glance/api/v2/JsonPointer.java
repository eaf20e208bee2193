package io.glance.api.v2;

import io.glance.common.error.GlanceException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The limited form of JSON pointer that a patch may use.
 *
 * <p>Source: glance/api/v2/images.py, RequestDeserializer._decode_json_pointer.
 *
 * @param tokens at least one; {@code /} alone is the empty name
 */
record JsonPointer(List<String> tokens) {
  private static final Pattern ADJACENT_SLASHES = Pattern.compile("/\\s*?/");
  private static final Pattern STRAY_TILDE = Pattern.compile("~(?:[^01]|$)", Pattern.DOTALL);

  JsonPointer {
    tokens = List.copyOf(tokens);
  }

  /**
   * @throws GlanceException.Invalid if the text is no such pointer
   */
  static JsonPointer of(String text) {
    require(text.startsWith("/"), text, "does not start with \"/\".");
    require(!ADJACENT_SLASHES.matcher(text.substring(1)).find(), text, "contains adjacent \"/\".");
    require(text.length() == 1 || !text.endsWith("/"), text, "end with \"/\".");
    require(
        !STRAY_TILDE.matcher(text).find(),
        text,
        "contains \"~\" not part of a recognized escape sequence.");
    return new JsonPointer(
        Stream.of(text.replaceFirst("^/+", "").split("/", -1)).map(JsonPointer::unescape).toList());
  }

  private static void require(boolean fulfilled, String text, String otherwise) {
    if (!fulfilled) {
      throw new GlanceException.Invalid("Pointer `%s` %s".formatted(text, otherwise));
    }
  }

  private static String unescape(String token) {
    return token.replace("~1", "/").replace("~0", "~").strip();
  }

  /** What the pointer leads into. */
  String root() {
    return tokens.getFirst();
  }

  @Override
  public String toString() {
    return "/" + String.join("/", tokens);
  }
}
