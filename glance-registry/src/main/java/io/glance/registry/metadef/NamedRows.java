package io.glance.registry.metadef;

import io.glance.common.error.GlanceException;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table whose names are unique within a namespace. Thread-safe.
 *
 * @param <T> what a row holds beside its id
 */
abstract class NamedRows<T> {
  final Queries queries;
  final RowWriter writer;
  private final String table;
  private final String select;
  private final String noun;

  /**
   * @param columns those that {@link #value} reads, from the second of the result on
   * @param noun what a row is called in {@code Could not find …}
   */
  NamedRows(Queries queries, RowWriter writer, String table, String columns, String noun) {
    this.queries = queries;
    this.writer = writer;
    this.table = table;
    this.select = "SELECT id, " + columns + " FROM " + table + " WHERE namespace_id = ?";
    this.noun = noun;
  }

  record Row<T>(long id, T value) {}

  abstract T value(ResultSet rows) throws SQLException;

  /**
   * @throws GlanceException.NotFound if the namespace has none of that name
   */
  final Row<T> find(NamespaceRow namespace, String name) {
    @Nullable Row<T> found =
        !ColumnRule.canHold(name)
            ? null
            : queries.read(
                select + " AND name = ?",
                List.of(namespace.id(), name),
                rows -> rows.next() ? new Row<>(rows.getLong(1), value(rows)) : null);
    if (found == null) {
      throw new GlanceException.NotFound("Could not find " + noun + " " + name);
    }
    return found;
  }

  /** The oldest first. */
  List<T> all(NamespaceRow namespace) {
    return select(" ORDER BY id", List.of(namespace.id()));
  }

  /**
   * @param rest what follows on the condition for the namespace
   * @param parameters the namespace's id, then those of {@code rest}
   */
  final List<T> select(String rest, List<?> parameters) {
    return queries.read(
        select + rest,
        parameters,
        rows -> {
          List<T> all = new ArrayList<>();
          while (rows.next()) {
            all.add(value(rows));
          }
          return all;
        });
  }

  final void delete(Row<T> row) {
    writer.change("DELETE FROM " + table + " WHERE id = ?", row.id());
  }

  final void deleteAll(NamespaceRow namespace) {
    writer.change("DELETE FROM " + table + " WHERE namespace_id = ?", namespace.id());
  }
}
