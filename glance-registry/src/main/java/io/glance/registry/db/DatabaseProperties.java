package io.glance.registry.db;

import io.glance.common.config.Secret;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Options of the database, section {@code [database]}.
 *
 * @param connection URL as SQLAlchemy writes it, {@code mysql+pymysql://user:password@host/name} or
 *     {@code sqlite:////absolute/path}
 * @param maxPoolSize connections that are kept
 * @param maxOverflow connections beyond these, opened when all are busy; -1 for no limit
 * @param poolTimeout longest wait for a free connection, a bare number means seconds
 * @param connectionRecycleTime age at which a connection is replaced, a bare number means seconds;
 *     -1 never
 * @param maxRetries attempts to reach the database at start before giving up; -1 never gives up
 * @param retryInterval wait between two of them, a bare number means seconds
 * @param mysqlSqlMode mode of each MySQL session; empty leaves the server's
 * @param mysqlWsrepSyncWait causality checks of a Galera session; absent leaves the server's
 * @param sqliteSynchronous whether SQLite waits for the disk at each commit
 */
@ConfigurationProperties("oslo.database")
public record DatabaseProperties(
    @Nullable Secret connection,
    @DefaultValue("5") int maxPoolSize,
    @DefaultValue("50") int maxOverflow,
    @DefaultValue("5") @DurationUnit(ChronoUnit.SECONDS) Duration poolTimeout,
    @DefaultValue("3600") @DurationUnit(ChronoUnit.SECONDS) Duration connectionRecycleTime,
    @DefaultValue("10") int maxRetries,
    @DefaultValue("10") @DurationUnit(ChronoUnit.SECONDS) Duration retryInterval,
    @DefaultValue("TRADITIONAL") String mysqlSqlMode,
    @Nullable Integer mysqlWsrepSyncWait,
    @DefaultValue("true") boolean sqliteSynchronous) {

  /** Connections at most when {@code max_overflow} sets no limit. */
  private static final int UNLIMITED = 200;

  public DatabaseProperties {
    if (connection != null) {
      DatabaseUrl.parse(connection.reveal());
    }
    if (maxPoolSize < 0) {
      throw new IllegalArgumentException(
          "max_pool_size is %d, must be at least 0".formatted(maxPoolSize));
    }
    if (poolTimeout.isNegative() || poolTimeout.isZero()) {
      throw new IllegalArgumentException("pool_timeout must be more than 0 seconds");
    }
    if (!mysqlSqlMode.matches("[A-Za-z_,]*")) {
      throw new IllegalArgumentException(
          "mysql_sql_mode is '%s', must be names of modes with commas between"
              .formatted(mysqlSqlMode));
    }
  }

  /** Options with nothing but an address set. */
  public static DatabaseProperties of(String connection) {
    return new DatabaseProperties(
        Secret.of(connection),
        5,
        50,
        Duration.ofSeconds(5),
        Duration.ofHours(1),
        10,
        Duration.ofSeconds(10),
        "TRADITIONAL",
        null,
        true);
  }

  /** Connections at most. As for SQLAlchemy, a {@code max_pool_size} of 0 sets no limit. */
  int maximumConnections() {
    return maxPoolSize == 0 || maxOverflow < 0 ? UNLIMITED : maxPoolSize + maxOverflow;
  }

  @Override
  public String toString() {
    return "DatabaseProperties[connection=***, maxPoolSize=%d, maxOverflow=%d]"
        .formatted(maxPoolSize, maxOverflow);
  }
}
