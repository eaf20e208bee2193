package io.glance.registry.metadef;

import io.glance.common.error.GlanceException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What fits into the columns of these tables: names of 80 characters, texts of 65,535 bytes, and
 * nothing beyond three bytes in UTF-8.
 */
final class ColumnRule {
  private static final int NAME = 80;
  private static final int OWNER = 255;
  private static final int TEXT_BYTES = 65_535;

  private ColumnRule() {}

  /** Whether a row of that name is possible at all. */
  static boolean canHold(String value) {
    return value.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  static void requireName(String what, @Nullable String value) {
    require(what, value, NAME);
  }

  static void requireOwner(@Nullable String value) {
    require("owner", value, OWNER);
  }

  static void requireText(String what, @Nullable String value) {
    require(what, value, TEXT_BYTES);
    if (value != null && value.getBytes(StandardCharsets.UTF_8).length > TEXT_BYTES) {
      throw new GlanceException.Invalid(
          "%s is too long, it may have %d bytes at most.".formatted(what, TEXT_BYTES));
    }
  }

  private static void require(String what, @Nullable String value, int most) {
    if (value == null) {
      return;
    }
    if (!canHold(value)) {
      throw new GlanceException.Invalid(
          "%s can't contain 4 byte unicode characters.".formatted(what));
    }
    if (value.codePointCount(0, value.length()) > most) {
      throw new GlanceException.Invalid(
          "%s is too long, it may have %d characters at most.".formatted(what, most));
    }
  }
}
