package io.glance.registry.db;

import io.glance.common.error.GlanceException;
import java.sql.DataTruncation;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an error of the database means to a caller. */
public final class DatabaseErrors {
  /** SQLite's codes are small, MySQL's start here. */
  private static final int MYSQL = 1000;

  private DatabaseErrors() {}

  /** Meanings that somebody acts on. */
  public enum Meaning {
    /** Somebody else held the lock; the same work may succeed at once. */
    LOCKED,
    DUPLICATE,
    /** A value does not fit its column. */
    TOO_LONG,
    UNREACHABLE,
    OTHER
  }

  /** {@link Meaning#OTHER} also for what did not come from the database. */
  public static Meaning meaningOf(@Nullable Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure) {
        return meaningOf(failure);
      }
    }
    return Meaning.OTHER;
  }

  private static Meaning meaningOf(SQLException error) {
    String state = error.getSQLState() == null ? "" : error.getSQLState();
    if (error instanceof SQLTransientConnectionException || state.startsWith("08")) {
      return Meaning.UNREACHABLE;
    }
    if (error instanceof DataTruncation) {
      return Meaning.TOO_LONG;
    }
    return error.getErrorCode() < MYSQL ? sqlite(error) : mysql(error.getErrorCode());
  }

  private static Meaning mysql(int code) {
    return switch (code) {
      // lock wait timeout; deadlock, also Galera's
      case 1205, 1213 -> Meaning.LOCKED;
      case 1062, 1586 -> Meaning.DUPLICATE;
      // data too long, out of range, incorrect string, characters the column cannot hold
      case 1406, 1264, 1366, 3140, 1267 -> Meaning.TOO_LONG;
      // too many connections, Galera not ready, shutdown, killed, read-only after a failover
      case 1040, 1047, 1053, 1077, 1129, 1203, 1290, 1836, 1927, 4031 -> Meaning.UNREACHABLE;
      default -> Meaning.OTHER;
    };
  }

  private static Meaning sqlite(SQLException error) {
    String message = String.valueOf(error.getMessage()).toUpperCase(Locale.ROOT);
    return switch (error.getErrorCode()) {
      case 5, 6 -> Meaning.LOCKED;
      case 19 -> message.contains("UNIQUE") ? Meaning.DUPLICATE : Meaning.OTHER;
      case 18 -> Meaning.TOO_LONG;
      // disk error, full, cannot open, read-only
      case 8, 10, 13, 14 -> Meaning.UNREACHABLE;
      default -> Meaning.OTHER;
    };
  }

  /** What to throw for an error that nobody took care of: the error itself unless it says more. */
  public static RuntimeException translate(RuntimeException error) {
    if (error instanceof GlanceException) {
      return error;
    }
    return switch (meaningOf(error)) {
      case UNREACHABLE ->
          because(new GlanceException.Unavailable("The database does not answer."), error);
      case LOCKED ->
          because(new GlanceException.Unavailable("The database is busy, try again."), error);
      case TOO_LONG ->
          because(new GlanceException.Invalid("A value is too long or out of range."), error);
      case DUPLICATE ->
          because(new GlanceException.Duplicate("An entry of that name exists already."), error);
      case OTHER -> error;
    };
  }

  private static GlanceException because(GlanceException meant, RuntimeException cause) {
    meant.initCause(cause);
    return meant;
  }
}
