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
final class PropertyRows extends NamedRows<MetadefProperty> {
  PropertyRows(Queries queries, RowWriter writer) {
    super(queries, writer, "metadef_properties", "name, json_schema", "property");
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
  void update(NamespaceRow namespace, Row<MetadefProperty> row, MetadefProperty values) {
    requireFitting(values);
    writer.changeOr(
        () ->
            new GlanceException.Duplicate(
                ("Invalid update. It would result in a duplicate metadata definition property with"
                        + " the same name=%s in namespace=%s.")
                    .formatted(row.value().name(), namespace.name())),
        "UPDATE metadef_properties SET name = ?, json_schema = ?, updated_at = ? WHERE id = ?",
        values.name(),
        values.schema(),
        writer.now(),
        row.id());
  }

  private static void requireFitting(MetadefProperty property) {
    ColumnRule.requireName("name", property.name());
    ColumnRule.requireText("property", property.schema());
  }

  @Override
  MetadefProperty value(ResultSet rows) throws SQLException {
    return new MetadefProperty(rows.getString(2), rows.getString(3));
  }
}
