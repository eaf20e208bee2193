package io.glance.common.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** {@code 2026-01-31T12:00:00Z}: whole seconds, always UTC. */
public final class OpenStackTime {
  private static final int MICROSECONDS = 6;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private OpenStackTime() {}

  public static String format(Instant time) {
    return SECONDS.format(time);
  }

  /** Seconds since 1970 to the microsecond, as Python writes a float. */
  public static BigDecimal seconds(Instant time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getEpochSecond())
            .add(BigDecimal.valueOf(time.getNano(), 9))
            .setScale(MICROSECONDS, RoundingMode.DOWN)
            .stripTrailingZeros();
    return seconds.scale() < 1 ? seconds.setScale(1, RoundingMode.UNNECESSARY) : seconds;
  }
}
