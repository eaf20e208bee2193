package io.glance.registry.db;

import io.glance.registry.db.DatabaseErrors.Meaning;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Reads by plain SQL: inside a transaction on its connection, otherwise on one of its own without a
 * transaction, which saves the round trips. Thread-safe.
 */
public final class Queries {

  private final DataSource dataSource;

  public Queries(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Makes something of the rows; must not keep {@code rows}. */
  @FunctionalInterface
  public interface RowsReader<T extends @Nullable Object> {
    T read(ResultSet rows) throws SQLException;
  }

  /**
   * Runs a query, once more if the connection turns out to be dead.
   *
   * @param parameters strings, numbers and booleans
   */
  public <T extends @Nullable Object> T read(String sql, List<?> parameters, RowsReader<T> reader) {
    try {
      return attempt(sql, parameters, reader);
    } catch (RuntimeException | SQLException e) {
      if (DatabaseErrors.meaningOf(e) != Meaning.UNREACHABLE) {
        throw translated(e);
      }
    }
    try {
      return attempt(sql, parameters, reader);
    } catch (RuntimeException | SQLException e) {
      throw translated(e);
    }
  }

  private <T extends @Nullable Object> T attempt(
      String sql, List<?> parameters, RowsReader<T> reader) throws SQLException {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        return reader.read(rows);
      }
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
    int index = 0;
    for (Object parameter : parameters) {
      index++;
      switch (parameter) {
        case String text -> statement.setString(index, text);
        case Long number -> statement.setLong(index, number);
        case Integer number -> statement.setInt(index, number);
        case Boolean flag -> statement.setInt(index, flag ? 1 : 0);
        default -> throw new IllegalArgumentException("a " + parameter.getClass());
      }
    }
  }

  private static RuntimeException translated(Exception error) {
    if (error instanceof RuntimeException unchecked) {
      return DatabaseErrors.translate(unchecked);
    }
    if (error instanceof SQLException checked) {
      return DatabaseErrors.translate(new UncategorizedSQLException("query", null, checked));
    }
    throw new IllegalStateException(error);
  }
}
