package io.glance.registry.testing;

import io.glance.registry.GlanceRegistryApplication;
import io.glance.registry.db.Transactions;
import io.glance.registry.task.TaskRows;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The real registry in this JVM, on a free port of loopback. For the tests of those who call it:
 * start one with a directory for its SQLite database, close it at the end.
 */
public final class TestingRegistry implements AutoCloseable {
  private static final String SECRET = "testing-secret";

  private final ServletWebServerApplicationContext context;
  private final CountingDataSource statements;

  private TestingRegistry(
      ServletWebServerApplicationContext context, CountingDataSource statements) {
    this.context = context;
    this.statements = statements;
  }

  /** On a SQLite database in {@code directory}, kept there for the next start. */
  public static TestingRegistry start(Path directory) {
    return start("sqlite:///" + directory.resolve("registry.sqlite").toAbsolutePath());
  }

  /**
   * @param connection as in {@code [database] connection}
   */
  public static TestingRegistry start(String connection) {
    return start(connection, Map.of());
  }

  /**
   * @param options more of them, by names like {@code oslo.database.max_pool_size}
   */
  public static TestingRegistry start(String connection, Map<String, Object> options) {
    return start(connection, options, List.of());
  }

  /** One that writes down its statements, see {@link #statements}. */
  static TestingRegistry startCounting(String connection) {
    return start(connection, Map.of(), List.of(new CountingDataSource()));
  }

  private static TestingRegistry start(
      String connection, Map<String, Object> options, List<CountingDataSource> counting) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("oslo.database.connection", connection);
    all.put("oslo.database.max_retries", 0);
    all.put("oslo.default.bind_port", 0);
    all.put("oslo.glance_registry.shared_secret", SECRET);
    all.putAll(options);
    SpringApplication application = GlanceRegistryApplication.application();
    application.setRegisterShutdownHook(false);
    application.addInitializers(context -> {
      context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("testing", all));
      counting.forEach(context.getBeanFactory()::addBeanPostProcessor);
    });
    return new TestingRegistry(
        (ServletWebServerApplicationContext) application.run(),
        counting.isEmpty() ? new CountingDataSource() : counting.getFirst());
  }

  /** Without a slash at the end. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
  }

  /** What calls are to be signed with. */
  public String secret() {
    return SECRET;
  }

  public RegistryClient client() {
    return new RegistryClient(baseUrl(), SECRET);
  }

  /** The statements since the last call of this, if this registry writes them down. */
  public List<String> statements() {
    return statements.taken();
  }

  public TaskMoves taskMoves() {
    return new TaskMoves(context.getBean(TaskRows.class), context.getBean(Transactions.class));
  }

  /** Straight to the rows, past all rules. */
  public JdbcClient rows() {
    return JdbcClient.create(context.getBean(DataSource.class));
  }

  @Override
  public void close() {
    context.close();
  }
}
