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
final class TagRows {
  private static final String SELECT =
      "SELECT id, name, created_at, updated_at FROM metadef_tags WHERE namespace_id = ?";

  private final Queries queries;
  private final RowWriter writer;

  TagRows(Queries queries, RowWriter writer) {
    this.queries = queries;
    this.writer = writer;
  }

  record Row(long id, MetadefTag tag) {}

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
      throw new GlanceException.NotFound("Could not find metadata tag " + name);
    }
    return found;
  }

  /** The latest first. */
  List<MetadefTag> all(NamespaceRow namespace) {
    return queries.read(
        SELECT + " ORDER BY created_at DESC, id DESC", List.of(namespace.id()), TagRows::tags);
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
    return queries.read(
        SELECT + " AND " + wanted.sql() + " ORDER BY " + order.orderBy() + limit,
        parameters,
        TagRows::tags);
  }

  private PageOrder.Place place(Row row, PageOrder order) {
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
  MetadefTag rename(NamespaceRow namespace, Row row, String name) {
    ColumnRule.requireName("name", name);
    Instant now = writer.now();
    writer.changeOr(
        () -> duplicate(name, namespace),
        "UPDATE metadef_tags SET name = ?, updated_at = ? WHERE id = ?",
        name,
        now,
        row.id());
    return new MetadefTag(name, row.tag().createdAt(), now);
  }

  void delete(Row row) {
    writer.change("DELETE FROM metadef_tags WHERE id = ?", row.id());
  }

  void deleteAll(NamespaceRow namespace) {
    writer.change("DELETE FROM metadef_tags WHERE namespace_id = ?", namespace.id());
  }

  private static GlanceException duplicate(String name, NamespaceRow namespace) {
    return new GlanceException.Duplicate(
        ("A metadata tag with name=%s already exists in namespace=%s. (Please note that metadata"
                + " tag names are case insensitive).")
            .formatted(name, namespace.name()));
  }

  private static List<MetadefTag> tags(ResultSet rows) throws SQLException {
    List<MetadefTag> tags = new ArrayList<>();
    while (rows.next()) {
      tags.add(row(rows).tag());
    }
    return tags;
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getLong(1),
        new MetadefTag(
            rows.getString(2),
            DatabaseTime.read(rows.getString(3)),
            NamespaceRow.time(rows.getString(4))));
  }
}
