package io.glance.registry.task;

import io.glance.common.error.GlanceException;
import org.jspecify.annotations.Nullable;

/** What fits into the columns of a task. SQLite would take more. */
final class TaskText {
  static final int ID = 36;
  static final int NAME = 64;
  static final int OWNER = 255;
  private static final int BYTES = 65_535;

  private TaskText() {}

  /**
   * @param most characters
   */
  static void check(String what, @Nullable String value, int most) {
    if (value != null && value.codePointCount(0, value.length()) > most) {
      throw new GlanceException.Invalid(
          "%s is too long, it may have %d characters at most.".formatted(what, most));
    }
  }

  /** Returns {@code json}, which is ASCII. */
  static String checkJson(String what, String json) {
    if (json.length() > BYTES) {
      throw new GlanceException.Invalid(
          "%s is too long, it may have %d bytes at most.".formatted(what, BYTES));
    }
    return json;
  }

  /**
   * As much of a message as can be kept: a task must not fail to fail. What MySQL's utf8mb3 does
   * not take becomes question marks.
   */
  static String fitting(String message) {
    StringBuilder storable = new StringBuilder();
    int bytes = 0;
    for (int point : message.codePoints().toArray()) {
      int kept = Character.isBmpCodePoint(point) && !isSurrogate(point) ? point : '?';
      bytes += kept < 0x80 ? 1 : kept < 0x800 ? 2 : 3;
      if (bytes > BYTES) {
        break;
      }
      storable.appendCodePoint(kept);
    }
    return storable.toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
