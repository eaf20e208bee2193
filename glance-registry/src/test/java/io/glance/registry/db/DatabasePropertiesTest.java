package io.glance.registry.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DatabasePropertiesTest {

  private static DatabaseProperties bind(Map<String, String> options) {
    return new Binder(new MapConfigurationPropertySource(options))
        .bindOrCreate("oslo.database", DatabaseProperties.class);
  }

  @Test
  void defaultsAreTheOriginals() {
    DatabaseProperties options = bind(Map.of());

    assertThat(options.connection()).isNull();
    assertThat(options.maximumConnections()).isEqualTo(55);
    assertThat(options.connectionRecycleTime()).isEqualTo(Duration.ofHours(1));
    assertThat(options.maxRetries()).isEqualTo(10);
    assertThat(options.retryInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.mysqlSqlMode()).isEqualTo("TRADITIONAL");
    assertThat(options.sqliteSynchronous()).isTrue();
  }

  @Test
  void everyOptionCanBeSet() {
    DatabaseProperties options =
        bind(
            Map.of(
                "oslo.database.connection", "sqlite:////x",
                "oslo.database.max_pool_size", "7",
                "oslo.database.max_overflow", "0",
                "oslo.database.pool_timeout", "9",
                "oslo.database.connection_recycle_time", "60",
                "oslo.database.max_retries", "-1",
                "oslo.database.retry_interval", "1",
                "oslo.database.mysql_sql_mode", "ANSI_QUOTES,STRICT_ALL_TABLES",
                "oslo.database.mysql_wsrep_sync_wait", "3",
                "oslo.database.sqlite_synchronous", "false"));

    assertThat(options)
        .isEqualTo(
            new DatabaseProperties(
                Secret.of("sqlite:////x"),
                7,
                0,
                Duration.ofSeconds(9),
                Duration.ofMinutes(1),
                -1,
                Duration.ofSeconds(1),
                "ANSI_QUOTES,STRICT_ALL_TABLES",
                3,
                false));
    assertThat(options.toString()).doesNotContain("sqlite");
  }

  @Test
  void nonsenseIsRefused() {
    for (Map<String, String> nonsense :
        java.util.List.of(
            Map.of("oslo.database.max_pool_size", "-1"),
            Map.of("oslo.database.pool_timeout", "0"),
            Map.of("oslo.database.connection", "oracle://x"),
            Map.of("oslo.database.mysql_sql_mode", "x'; DROP TABLE images"))) {
      assertThatThrownBy(() -> bind(nonsense)).isInstanceOf(BindException.class);
    }
  }

  @Test
  void withoutALimitThePoolStillHasOne() {
    assertThat(bind(Map.of("oslo.database.max_overflow", "-1")).maximumConnections())
        .isEqualTo(200);
  }
}
