package io.glance.registry.metadef;

import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefObject;
import io.glance.common.registryapi.ObjectValues;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of objects. Thread-safe. */
final class ObjectRows extends NamedRows<MetadefObject> {
  ObjectRows(Queries queries, RowWriter writer) {
    super(
        queries,
        writer,
        "metadef_objects",
        "name, required, description, json_schema, created_at, updated_at",
        "metadata object");
  }

  /** See {@link RowWriter#insertAll}. */
  List<MetadefObject> insert(NamespaceRow namespace, List<ObjectValues> objects, boolean oneByOne) {
    objects.forEach(ObjectRows::requireFitting);
    Instant now = writer.now();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (ObjectValues one : objects) {
      rows.add(
          new @Nullable Object[] {
            namespace.id(), one.name(), one.description(), required(one), one.properties(), now, now
          });
    }
    writer.insertAll(
        "INSERT INTO metadef_objects (namespace_id, name, description, required, json_schema,"
            + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
        oneByOne,
        number ->
            new GlanceException.Duplicate(
                "A metadata definition object with name=%s already exists in namespace=%s."
                    .formatted(objects.get(number).name(), namespace.name())));
    return objects.stream().map(one -> object(one, now, now)).toList();
  }

  /**
   * @throws GlanceException.Duplicate if another one of the namespace has the new name
   */
  MetadefObject update(NamespaceRow namespace, Row<MetadefObject> row, ObjectValues values) {
    requireFitting(values);
    Instant now = writer.now();
    writer.changeOr(
        () ->
            new GlanceException.Duplicate(
                ("Invalid update. It would result in a duplicate metadata definition object with"
                        + " the same name=%s in namespace=%s.")
                    .formatted(row.value().name(), namespace.name())),
        "UPDATE metadef_objects SET name = ?, description = ?, required = ?, json_schema = ?,"
            + " updated_at = ? WHERE id = ?",
        values.name(),
        values.description(),
        required(values),
        values.properties(),
        now,
        row.id());
    return object(values, row.value().createdAt(), now);
  }

  private static void requireFitting(ObjectValues values) {
    ColumnRule.requireName("name", values.name());
    ColumnRule.requireText("description", values.description());
    ColumnRule.requireText("required", required(values));
    ColumnRule.requireText("properties", values.properties());
  }

  private static @Nullable String required(ObjectValues values) {
    return values.required().isEmpty() ? null : String.join(",", values.required());
  }

  private static MetadefObject object(ObjectValues values, Instant created, Instant updated) {
    return new MetadefObject(
        values.name(),
        values.required(),
        values.description(),
        values.properties(),
        created,
        updated);
  }

  @Override
  MetadefObject value(ResultSet rows) throws SQLException {
    @Nullable String required = rows.getString(3);
    boolean requiresNothing = required == null || required.isEmpty();
    return new MetadefObject(
        rows.getString(2),
        requiresNothing ? List.of() : List.of(required.split(",", -1)),
        rows.getString(4),
        rows.getString(5),
        DatabaseTime.read(rows.getString(6)),
        NamespaceRow.time(rows.getString(7)));
  }
}
