package io.glance.registry.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.glance.registry.db.DatabaseErrors.Meaning;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections to the database, kept and handed out. */
public final class ConnectionPool {
  private static final Logger log = LoggerFactory.getLogger(ConnectionPool.class);
  private static final Duration OVERFLOW_KEPT = Duration.ofMinutes(1);

  /** More than this many readers of one file only get in each other's way. */
  private static final int SQLITE_CONNECTIONS = 8;

  private ConnectionPool() {}

  /** Opens the pool, without waiting for the database. The caller closes it. */
  public static HikariDataSource open(JdbcAddress address, DatabaseProperties options) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(address.url());
    address.properties().forEach(config::addDataSourceProperty);
    int most = options.maximumConnections();
    switch (address.database()) {
      case MYSQL -> {
        config.setMaximumPoolSize(most);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
      }
      case SQLITE -> config.setMaximumPoolSize(Math.min(most, SQLITE_CONNECTIONS));
    }
    config.setMinimumIdle(Math.clamp(options.maxPoolSize(), 1, config.getMaximumPoolSize()));
    config.setIdleTimeout(OVERFLOW_KEPT.toMillis());
    config.setConnectionTimeout(options.poolTimeout().toMillis());
    config.setMaxLifetime(Math.max(0, options.connectionRecycleTime().toMillis()));
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /**
   * Waits until the database answers, as many times as {@code max_retries} says.
   *
   * @throws UnusableDatabaseException if it never does
   */
  public static void awaitDatabase(JdbcAddress address, DatabaseProperties options) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = address.connect()) {
        log.debug("The database answers: {}", connection.getMetaData().getURL());
        return;
      } catch (SQLException e) {
        boolean last = options.maxRetries() >= 0 && attempt > options.maxRetries();
        if (last || DatabaseErrors.meaningOf(e) != Meaning.UNREACHABLE) {
          throw new UnusableDatabaseException(
              "[database] connection: %s cannot be used: %s".formatted(address, e.getMessage()));
        }
        log.warn(
            "The database at {} does not answer, next attempt in {} s: {}",
            address,
            options.retryInterval().toSeconds(),
            e.getMessage());
        pause(options.retryInterval());
      }
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnusableDatabaseException("Stopped while waiting for the database.");
    }
  }
}
