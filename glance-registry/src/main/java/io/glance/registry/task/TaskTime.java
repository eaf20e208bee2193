package io.glance.registry.task;

import io.glance.registry.db.DatabaseTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times that lists are filtered by. */
final class TaskTime {
  private static final int DATE = "2026-01-31".length();

  private TaskTime() {}

  /**
   * As the database keeps it, a day being its midnight; absent if it is no time, so that no row can
   * have it.
   */
  static Optional<String> stored(String text) {
    String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    String whole = local.length() == DATE ? local + "T00:00" : local;
    try {
      LocalDateTime time = LocalDateTime.parse(whole.replace(' ', 'T'));
      return Optional.of(DatabaseTime.write(time.toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
