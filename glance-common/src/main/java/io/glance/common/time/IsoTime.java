package io.glance.common.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Points in time in the spellings of ISO 8601 that the original takes; without a zone they are UTC.
 *
 * <p>Source: iso8601/iso8601.py.
 */
public final class IsoTime {
  private static final Pattern TIME =
      Pattern.compile(
          "(?<year>[0-9]{4})"
              + "(?:(?:-(?<monthdash>[0-9]{1,2})|(?<month>[0-9]{2})(?!$))"
              + "(?:(?:-(?<daydash>[0-9]{1,2})|(?<day>[0-9]{2}))"
              + "(?:[ T](?<hour>[0-9]{2})(?::?(?<minute>[0-9]{2}))?"
              + "(?::?(?<second>[0-9]{1,2})(?:[.,](?<fraction>[0-9]+))?)?"
              + "(?<zone>Z|(?<sign>[-+])(?<zonehour>[0-9]{2}):?(?<zoneminute>[0-9]{2})?)?"
              + ")?)?)?");
  private static final int NANOSECOND_DIGITS = 9;

  private IsoTime() {}

  /** Empty if it is spelt otherwise, or there is no such time. */
  public static Optional<Instant> parse(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(time.group("year"), 1),
                  number(either(time, "month"), 1),
                  number(either(time, "day"), 1),
                  number(time.group("hour"), 0),
                  number(time.group("minute"), 0),
                  number(time.group("second"), 0),
                  nanoseconds(time.group("fraction")))
              .toInstant(zone(time)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String either(Matcher time, String part) {
    @Nullable String dashed = time.group(part + "dash");
    return dashed == null ? time.group(part) : dashed;
  }

  private static int number(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static int nanoseconds(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    String digits = fraction + "0".repeat(NANOSECOND_DIGITS);
    return Integer.parseInt(digits.substring(0, NANOSECOND_DIGITS));
  }

  private static ZoneOffset zone(Matcher time) {
    if (time.group("sign") == null) {
      return ZoneOffset.UTC;
    }
    int seconds =
        3600 * number(time.group("zonehour"), 0) + 60 * number(time.group("zoneminute"), 0);
    return ZoneOffset.ofTotalSeconds("-".equals(time.group("sign")) ? -seconds : seconds);
  }
}
