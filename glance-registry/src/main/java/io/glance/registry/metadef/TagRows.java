package io.glance.registry.metadef;

import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.registryapi.MetadefTagQuery;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of tags. Thread-safe. */
final class TagRows extends NamedRows<MetadefTag> {
  TagRows(Queries queries, RowWriter writer) {
    super(queries, writer, "metadef_tags", "name, created_at, updated_at", "metadata tag");
  }

  /** The latest first. */
  @Override
  List<MetadefTag> all(NamespaceRow namespace) {
    return select(" ORDER BY created_at DESC, id DESC", List.of(namespace.id()));
  }

  List<MetadefTag> page(NamespaceRow namespace, MetadefTagQuery query) {
    PageOrder order = new PageOrder(query.sort().wireName(), query.ascending());
    Condition wanted = Condition.of("1 = 1");
    if (query.marker() != null) {
      wanted = order.after(place(find(namespace, query.marker()), order));
    }
    List<Object> parameters = new ArrayList<>();
    parameters.add(namespace.id());
    parameters.addAll(wanted.parameters());
    String limit = "";
    if (query.limit() != null) {
      limit = " LIMIT ?";
      parameters.add(query.limit());
    }
    return select(" AND " + wanted.sql() + " ORDER BY " + order.orderBy() + limit, parameters);
  }

  private PageOrder.Place place(Row<MetadefTag> row, PageOrder order) {
    return queries.read(
        "SELECT " + order.columns() + " FROM metadef_tags WHERE id = ?",
        List.of(row.id()),
        rows -> {
          rows.next();
          return new PageOrder.Place(rows.getString(1), rows.getString(2), rows.getLong(3));
        });
  }

  /** See {@link RowWriter#insertAll}. */
  List<MetadefTag> insert(NamespaceRow namespace, List<String> names, boolean oneByOne) {
    names.forEach(name -> ColumnRule.requireName("name", name));
    Instant now = writer.now();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(new @Nullable Object[] {namespace.id(), name, now, now});
    }
    writer.insertAll(
        "INSERT INTO metadef_tags (namespace_id, name, created_at, updated_at) VALUES (?, ?, ?, ?)",
        rows,
        oneByOne,
        number -> duplicate(names.get(number), namespace));
    return names.stream().map(name -> new MetadefTag(name, now, now)).toList();
  }

  /**
   * @throws GlanceException.Duplicate if another one of the namespace has the new name
   */
  MetadefTag rename(NamespaceRow namespace, Row<MetadefTag> row, String name) {
    ColumnRule.requireName("name", name);
    Instant now = writer.now();
    writer.changeOr(
        () -> duplicate(name, namespace),
        "UPDATE metadef_tags SET name = ?, updated_at = ? WHERE id = ?",
        name,
        now,
        row.id());
    return new MetadefTag(name, row.value().createdAt(), now);
  }

  private static GlanceException duplicate(String name, NamespaceRow namespace) {
    return new GlanceException.Duplicate(
        ("A metadata tag with name=%s already exists in namespace=%s. (Please note that metadata"
                + " tag names are case insensitive).")
            .formatted(name, namespace.name()));
  }

  @Override
  MetadefTag value(ResultSet rows) throws SQLException {
    return new MetadefTag(
        rows.getString(2),
        DatabaseTime.read(rows.getString(3)),
        NamespaceRow.time(rows.getString(4)));
  }
}
