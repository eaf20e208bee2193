package io.glance.registry.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a database's schema has come.
 *
 * @param revisions rows of the original's {@code alembic_version}, sorted
 * @param hasImages whether there are images, of whatever release
 * @param hasHistory whether we have begun our migrations here
 * @param isCurrent whether our last migration is done
 */
record SchemaState(
    List<String> revisions, boolean hasImages, boolean hasHistory, boolean isCurrent) {

  SchemaState {
    revisions = List.copyOf(revisions);
  }

  static SchemaState of(Connection connection, Database database) throws SQLException {
    Set<String> tables = tables(connection, database);
    boolean hasHistory = tables.contains(Migrations.HISTORY_TABLE);
    return new SchemaState(
        tables.contains("alembic_version")
            ? column(connection, "SELECT version_num FROM alembic_version ORDER BY version_num")
            : List.of(),
        tables.contains("images"),
        hasHistory,
        hasHistory
            && !column(
                    connection,
                    "SELECT version FROM %s WHERE success = 1 AND version = '%s'"
                        .formatted(Migrations.HISTORY_TABLE, Migrations.LATEST))
                .isEmpty());
  }

  private static Set<String> tables(Connection connection, Database database) throws SQLException {
    return new HashSet<>(
        column(
            connection,
            switch (database) {
              case MYSQL ->
                  "SELECT table_name FROM information_schema.tables"
                      + " WHERE table_schema = DATABASE()";
              case SQLITE -> "SELECT name FROM sqlite_master WHERE type = 'table'";
            }));
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
