package io.glance.registry.metadef;

import io.glance.common.error.GlanceException;
import io.glance.registry.db.DatabaseErrors;
import io.glance.registry.db.DatabaseErrors.Meaning;
import io.glance.registry.db.DatabaseTime;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes rows by plain SQL, on the connection of the transaction that there has to be. */
final class RowWriter {
  private final JdbcTemplate jdbc;
  private final Clock clock;

  RowWriter(DataSource dataSource, Clock clock) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.clock = clock;
  }

  /** Whole seconds, as both databases keep them. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The rows that were changed. */
  int change(String sql, @Nullable Object... values) {
    return jdbc.update(sql, columns(values));
  }

  /**
   * As {@link #change}.
   *
   * @param duplicate what to throw if there is such a row already
   */
  void changeOr(Supplier<GlanceException> duplicate, String sql, @Nullable Object... values) {
    try {
      change(sql, values);
    } catch (DataAccessException e) {
      throw meant(e, duplicate);
    }
  }

  /** Does the same for many rows, as one statement. */
  void changeAll(String sql, List<@Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows.stream().map(RowWriter::columns).toList());
    }
  }

  /**
   * Inserts many rows: as one statement, or one by one to learn which of them is there already. The
   * transaction has to be given up if this fails.
   *
   * @param duplicate what to throw about the row of that number
   */
  void insertAll(
      String sql,
      List<@Nullable Object[]> rows,
      boolean oneByOne,
      IntFunction<GlanceException> duplicate) {
    if (!oneByOne) {
      try {
        changeAll(sql, rows);
        return;
      } catch (DataAccessException e) {
        throw meant(e, () -> duplicate.apply(0));
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      int number = i;
      changeOr(() -> duplicate.apply(number), sql, rows.get(i));
    }
  }

  private static RuntimeException meant(
      DataAccessException error, Supplier<GlanceException> duplicate) {
    if (DatabaseErrors.meaningOf(error) != Meaning.DUPLICATE) {
      return error;
    }
    GlanceException meant = duplicate.get();
    meant.initCause(error);
    return meant;
  }

  private static @Nullable Object[] columns(@Nullable Object[] values) {
    @Nullable Object[] columns = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      columns[i] =
          switch (values[i]) {
            case Instant time -> DatabaseTime.write(time);
            case Boolean flag -> flag ? 1 : 0;
            case null -> null;
            case Object other -> other;
          };
    }
    return columns;
  }
}
