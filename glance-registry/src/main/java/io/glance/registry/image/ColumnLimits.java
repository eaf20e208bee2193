package io.glance.registry.image;

import io.glance.common.error.GlanceException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What fits into the columns. SQLite would take more, and MySQL says it only as it refuses. */
final class ColumnLimits {
  static final int NAME = 255;
  static final int FORMAT = 20;

  /** Of an MD5 in hexadecimal. */
  static final int CHECKSUM = 32;

  static final int TEXT_BYTES = 65_535;

  private ColumnLimits() {}

  /** False for characters beyond MySQL's utf8mb3: no column holds one, so no row can match. */
  static boolean canHold(String value) {
    return value.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  /**
   * @param most characters
   */
  static void check(String what, @Nullable String value, int most) {
    if (value != null && value.codePointCount(0, value.length()) > most) {
      throw new GlanceException.Invalid(
          "%s is too long, it may have %d characters at most.".formatted(what, most));
    }
  }

  static void checkText(String what, String value) {
    // no character takes more than three bytes per char
    if (value.length() > TEXT_BYTES / 3
        && value.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
      throw new GlanceException.Invalid(
          "%s is too long, it may have %d bytes at most.".formatted(what, TEXT_BYTES));
    }
  }

  static void checkProperties(Map<String, ? extends @Nullable String> properties) {
    properties.forEach((name, value) -> {
      check("The name of a property", name, NAME);
      if (value != null) {
        checkText("Property " + name, value);
      }
    });
  }
}
