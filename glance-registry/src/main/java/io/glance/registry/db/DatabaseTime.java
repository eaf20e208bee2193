package io.glance.registry.db;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as the original keeps them: UTC without a zone, in text {@code 2026-01-31 12:00:00.000000},
 * which both databases take and which SQLite, having no type for times, compares as text. Ours are
 * whole seconds, which is all that MySQL keeps.
 */
public final class DatabaseTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
  private static final int SECONDS_END = "2026-01-31 12:00:00".length();
  private static final int NANOSECOND_DIGITS = 9;

  private DatabaseTime() {}

  public static String write(Instant time) {
    return FORM.format(time);
  }

  /** Reads what either database answers for a time, with or without a fraction. */
  public static Instant read(String text) {
    LocalDateTime time =
        LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, SECONDS_END),
            nanoseconds(text));
    return time.toInstant(ZoneOffset.UTC);
  }

  private static int nanoseconds(String text) {
    int nanoseconds = 0;
    for (int i = 1; i <= NANOSECOND_DIGITS; i++) {
      int at = SECONDS_END + i;
      nanoseconds = nanoseconds * 10 + (at < text.length() ? text.charAt(at) - '0' : 0);
    }
    return nanoseconds;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
