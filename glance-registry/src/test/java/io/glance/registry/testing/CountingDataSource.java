package io.glance.registry.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Writes down the statements that a registry sends to its database. */
public final class CountingDataSource implements BeanPostProcessor {
  private final List<String> statements = new CopyOnWriteArrayList<>();

  /** Statements since the last call; a batch counts once. */
  public List<String> taken() {
    List<String> taken = List.copyOf(statements);
    statements.clear();
    return taken;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource ? proxy(DataSource.class, bean, "") : bean;
  }

  private <T> T proxy(Class<T> type, Object target, String sql) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> invoke(target, method, arguments, sql)));
  }

  /** SQLite asks itself for the number of a new row, without leaving the process. */
  private void count(String sql) {
    if (!sql.equals("select last_insert_rowid()")) {
      statements.add(sql);
    }
  }

  private @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments, String sql) throws Throwable {
    Object result;
    try {
      if (method.getName().startsWith("execute")) {
        count(arguments == null ? sql : arguments[0].toString());
      }
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    String prepared = arguments == null ? sql : arguments[0].toString();
    return switch (method.getName()) {
      case "getConnection" -> proxy(Connection.class, result, "");
      case "createStatement" -> proxy(Statement.class, result, "");
      case "prepareStatement" -> proxy(PreparedStatement.class, result, prepared);
      default -> result;
    };
  }
}
