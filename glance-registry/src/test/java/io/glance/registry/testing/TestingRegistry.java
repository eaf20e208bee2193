package io.glance.registry.testing;

import io.glance.registry.GlanceRegistryApplication;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The real registry in this JVM, on a free port of loopback. For the tests of those who call it:
 * start one with a directory for its SQLite database, close it at the end.
 */
public final class TestingRegistry implements AutoCloseable {
  private static final String SECRET = "testing-secret";

  private final ServletWebServerApplicationContext context;

  private TestingRegistry(ServletWebServerApplicationContext context) {
    this.context = context;
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
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("oslo.database.connection", connection);
    all.put("oslo.database.max_retries", 0);
    all.put("oslo.default.bind_port", 0);
    all.put("oslo.glance_registry.shared_secret", SECRET);
    all.putAll(options);
    SpringApplication application = GlanceRegistryApplication.application();
    application.setRegisterShutdownHook(false);
    application.addInitializers(context ->
        context
            .getEnvironment()
            .getPropertySources()
            .addFirst(new MapPropertySource("testing", all)));
    return new TestingRegistry((ServletWebServerApplicationContext) application.run());
  }

  /** Without a slash at the end. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
  }

  /** What calls are to be signed with. */
  public String secret() {
    return SECRET;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
