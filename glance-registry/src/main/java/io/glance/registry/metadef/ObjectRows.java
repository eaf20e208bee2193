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
final class ObjectRows {
  private static final String SELECT =
      "SELECT id, name, required, description, json_schema, created_at, updated_at"
          + " FROM metadef_objects WHERE namespace_id = ?";

  private final Queries queries;
  private final RowWriter writer;

  ObjectRows(Queries queries, RowWriter writer) {
    this.queries = queries;
    this.writer = writer;
  }

  record Row(long id, MetadefObject object) {}

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
      throw new GlanceException.NotFound("Could not find metadata object " + name);
    }
    return found;
  }

  List<MetadefObject> all(NamespaceRow namespace) {
    return queries.read(
        SELECT + " ORDER BY id",
        List.of(namespace.id()),
        rows -> {
          List<MetadefObject> all = new ArrayList<>();
          while (rows.next()) {
            all.add(row(rows).object());
          }
          return all;
        });
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
  MetadefObject update(NamespaceRow namespace, Row row, ObjectValues values) {
    requireFitting(values);
    Instant now = writer.now();
    writer.changeOr(
        () ->
            new GlanceException.Duplicate(
                ("Invalid update. It would result in a duplicate metadata definition object with"
                        + " the same name=%s in namespace=%s.")
                    .formatted(row.object().name(), namespace.name())),
        "UPDATE metadef_objects SET name = ?, description = ?, required = ?, json_schema = ?,"
            + " updated_at = ? WHERE id = ?",
        values.name(),
        values.description(),
        required(values),
        values.properties(),
        now,
        row.id());
    return object(values, row.object().createdAt(), now);
  }

  void delete(Row row) {
    writer.change("DELETE FROM metadef_objects WHERE id = ?", row.id());
  }

  void deleteAll(NamespaceRow namespace) {
    writer.change("DELETE FROM metadef_objects WHERE namespace_id = ?", namespace.id());
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

  private static Row row(ResultSet rows) throws SQLException {
    @Nullable String required = rows.getString(3);
    boolean requiresNothing = required == null || required.isEmpty();
    return new Row(
        rows.getLong(1),
        new MetadefObject(
            rows.getString(2),
            requiresNothing ? List.of() : List.of(required.split(",", -1)),
            rows.getString(4),
            rows.getString(5),
            DatabaseTime.read(rows.getString(6)),
            NamespaceRow.time(rows.getString(7))));
  }
}
