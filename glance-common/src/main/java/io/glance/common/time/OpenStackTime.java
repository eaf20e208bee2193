package io.glance.common.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** {@code 2026-01-31T12:00:00Z}: whole seconds, always UTC. */
public final class OpenStackTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private OpenStackTime() {}

  public static String format(Instant time) {
    return SECONDS.format(time);
  }
}
