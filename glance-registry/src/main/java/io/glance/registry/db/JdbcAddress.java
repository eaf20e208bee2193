package io.glance.registry.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A database's address as JDBC writes it.
 *
 * @param properties of the driver, the password among them
 */
public record JdbcAddress(Database database, String url, Map<String, String> properties) {
  private static final Logger log = LoggerFactory.getLogger(JdbcAddress.class);

  /** What PyMySQL takes and we take care of in another way. */
  private static final Set<String> SETTLED = Set.of("charset", "use_unicode", "write_timeout");

  public JdbcAddress {
    properties = Map.copyOf(properties);
  }

  /**
   * @throws UnusableDatabaseException if there is no address, or it asks for what we cannot do
   */
  public static JdbcAddress of(DatabaseProperties options) {
    if (options.connection() == null) {
      throw new UnusableDatabaseException(
          "[database] connection is not set; write mysql+pymysql://user:password@host/name"
              + " or sqlite:////absolute/path");
    }
    DatabaseUrl url = DatabaseUrl.parse(options.connection().reveal());
    return switch (url.database()) {
      case MYSQL -> mysql(url, options);
      case SQLITE -> sqlite(url, options);
    };
  }

  private static JdbcAddress mysql(DatabaseUrl url, DatabaseProperties options) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("user", url.user());
    properties.put("password", url.password());
    // times travel as text and stand for UTC; nothing may shift them
    properties.put("connectionTimeZone", "UTC");
    properties.put("allowPublicKeyRetrieval", "true");
    properties.put("tinyInt1isBit", "false");
    properties.put("tcpKeepAlive", "true");
    properties.put("connectTimeout", "5000");
    properties.put("socketTimeout", "60000");
    properties.put("useServerPrepStmts", "true");
    properties.put("cachePrepStmts", "true");
    properties.put("prepStmtCacheSize", "200");
    properties.put("prepStmtCacheSqlLimit", "65536");
    properties.put("rewriteBatchedStatements", "true");
    properties.put("useLocalSessionState", "true");
    properties.put("useLocalTransactionState", "true");
    properties.put("elideSetAutoCommits", "true");
    properties.put("cacheServerConfiguration", "true");
    properties.put("cacheResultSetMetadata", "true");
    properties.put("maintainTimeStats", "false");
    properties.put("sessionVariables", sessionVariables(options));
    properties.put("sslMode", "DISABLED");
    MysqlTls.of(url.parameters()).ifPresent(tls -> properties.putAll(tls.properties()));
    url.parameters().forEach((name, value) -> parameter(properties, name, value));
    return new JdbcAddress(
        Database.MYSQL,
        "jdbc:mysql://%s:%d/%s".formatted(url.host(), url.port(), url.name()),
        properties);
  }

  private static String sessionVariables(DatabaseProperties options) {
    StringJoiner variables = new StringJoiner(",");
    variables.add("innodb_lock_wait_timeout=10");
    // merging an image's index with the one on "deleted" would lock rows of other images
    variables.add("optimizer_switch='index_merge=off'");
    // many images are found by id without an estimate for each; a few get one, for the figures of a
    // table that grew since the server opened it say nothing
    variables.add("eq_range_index_dive_limit=10");
    if (!options.mysqlSqlMode().isEmpty()) {
      variables.add("sql_mode='" + options.mysqlSqlMode() + "'");
    }
    if (options.mysqlWsrepSyncWait() != null) {
      variables.add("wsrep_sync_wait=" + options.mysqlWsrepSyncWait());
    }
    return variables.toString();
  }

  private static void parameter(Map<String, String> properties, String name, String value) {
    switch (name) {
      case "connect_timeout" -> properties.put("connectTimeout", milliseconds(name, value));
      case "read_timeout" -> properties.put("socketTimeout", milliseconds(name, value));
      case "unix_socket" ->
          throw new UnusableDatabaseException(
              "[database] connection asks for unix_socket, which JDBC cannot use;"
                  + " write a host and a port");
      default -> {
        if (!SETTLED.contains(name) && !MysqlTls.PARAMETERS.contains(name)) {
          log.warn("[database] connection: the parameter {} is not known and ignored", name);
        }
      }
    }
  }

  private static String milliseconds(String name, String seconds) {
    try {
      return Long.toString(Math.round(Double.parseDouble(seconds) * 1000));
    } catch (NumberFormatException _) {
      throw new UnusableDatabaseException(
          "[database] connection: %s is '%s', must be a number of seconds"
              .formatted(name, seconds));
    }
  }

  private static JdbcAddress sqlite(DatabaseUrl url, DatabaseProperties options) {
    return new JdbcAddress(
        Database.SQLITE,
        "jdbc:sqlite:" + url.name(),
        Map.of(
            "journal_mode", "WAL",
            "synchronous", options.sqliteSynchronous() ? "FULL" : "OFF",
            "busy_timeout", "10000",
            "foreign_keys", "true",
            "transaction_mode", "IMMEDIATE"));
  }

  /** Opens a connection of its own. The caller closes it. */
  public Connection connect() throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    return DriverManager.getConnection(url, all);
  }

  /** Opens a new connection whenever asked for one. */
  DataSource dataSource() {
    Properties all = new Properties();
    all.putAll(properties);
    return new DriverManagerDataSource(url, all);
  }

  @Override
  public String toString() {
    return url;
  }
}
