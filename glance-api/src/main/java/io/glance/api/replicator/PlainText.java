package io.glance.api.replicator;

import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** Words of others for a terminal or a log: a line, not too long, and nothing that steers it. */
final class PlainText {
  private static final int LONGEST = 300;

  private PlainText() {}

  static String of(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> plain.appendCodePoint(isHarmless(c) ? c : '?'));
    return text.codePointCount(0, text.length()) > LONGEST ? plain + "…" : plain.toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** A value as the original prints it. */
  static String ofValue(JsonNode value) {
    if (value.isMissingNode()) {
      return "undefined";
    }
    if (value.isNull()) {
      return "None";
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "True" : "False";
    }
    if (value.isArray()) {
      StringJoiner items = new StringJoiner(", ", "[", "]");
      value.forEach(item -> items.add("'" + of(item.asString()) + "'"));
      return items.toString();
    }
    return of(value.isString() ? value.stringValue() : value.toString());
  }

  /**
   * A number of bytes for people.
   *
   * <p>Source: glance/cmd/replicator.py, _human_readable_size.
   */
  static String ofSize(long bytes) {
    double left = (double) bytes;
    for (String unit : new String[] {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi"}) {
      if (Math.abs(left) < 1024) {
        return String.format(Locale.ROOT, "%3.1f %sB", left, unit);
      }
      left /= 1024;
    }
    return String.format(Locale.ROOT, "%.1f YiB", left);
  }
}
