package io.glance.registry.metadef;

import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefProperty;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of properties. Thread-safe. */
final class PropertyRows {
  private static final String SELECT =
      "SELECT id, name, json_schema FROM metadef_properties WHERE namespace_id = ?";

  private final Queries queries;
  private final RowWriter writer;

  PropertyRows(Queries queries, RowWriter writer) {
    this.queries = queries;
    this.writer = writer;
  }

  record Row(long id, MetadefProperty property) {}

  /**
   * @throws GlanceException.NotFound if the namespace has none of that name
   */
  Row find(NamespaceRow namespace, String name) {
    @Nullable Row found =
        !ColumnRule.canHold(name)
            ? null
            : queries.read(
                SELECT + " AND name = ?",
                List.of(namespace.id(), name),
                rows -> rows.next() ? row(rows) : null);
    if (found == null) {
      throw new GlanceException.NotFound("Could not find property " + name);
    }
    return found;
  }

  List<MetadefProperty> all(NamespaceRow namespace) {
    return queries.read(
        SELECT + " ORDER BY id",
        List.of(namespace.id()),
        rows -> {
          List<MetadefProperty> all = new ArrayList<>();
          while (rows.next()) {
            all.add(row(rows).property());
          }
          return all;
        });
  }

  /** See {@link RowWriter#insertAll}. */
  void insert(NamespaceRow namespace, List<MetadefProperty> properties, boolean oneByOne) {
    properties.forEach(PropertyRows::requireFitting);
    Instant now = writer.now();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (MetadefProperty one : properties) {
      rows.add(new @Nullable Object[] {namespace.id(), one.name(), one.schema(), now, now});
    }
    writer.insertAll(
        "INSERT INTO metadef_properties (namespace_id, name, json_schema, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        rows,
        oneByOne,
        number ->
            new GlanceException.Duplicate(
                "A metadata definition property with name=%s already exists in namespace=%s."
                    .formatted(properties.get(number).name(), namespace.name())));
  }

  /**
   * @throws GlanceException.Duplicate if another one of the namespace has the new name
   */
  void update(NamespaceRow namespace, Row row, MetadefProperty values) {
    requireFitting(values);
    writer.changeOr(
        () ->
            new GlanceException.Duplicate(
                ("Invalid update. It would result in a duplicate metadata definition property with"
                        + " the same name=%s in namespace=%s.")
                    .formatted(row.property().name(), namespace.name())),
        "UPDATE metadef_properties SET name = ?, json_schema = ?, updated_at = ? WHERE id = ?",
        values.name(),
        values.schema(),
        writer.now(),
        row.id());
  }

  void delete(Row row) {
    writer.change("DELETE FROM metadef_properties WHERE id = ?", row.id());
  }

  void deleteAll(NamespaceRow namespace) {
    writer.change("DELETE FROM metadef_properties WHERE namespace_id = ?", namespace.id());
  }

  private static void requireFitting(MetadefProperty property) {
    ColumnRule.requireName("name", property.name());
    ColumnRule.requireText("property", property.schema());
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(rows.getLong(1), new MetadefProperty(rows.getString(2), rows.getString(3)));
  }
}
