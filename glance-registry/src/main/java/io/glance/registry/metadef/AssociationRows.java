package io.glance.registry.metadef;

import io.glance.common.error.GlanceException;
import io.glance.common.metadef.ResourceType;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.AssociationValues;
import io.glance.registry.db.Database;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of resource types and of what namespaces have to do with them. Thread-safe. */
final class AssociationRows {
  private static final String SELECT =
      "SELECT a.namespace_id, t.name, a.prefix, a.properties_target, a.created_at, a.updated_at"
          + " FROM metadef_namespace_resource_types a"
          + " JOIN metadef_resource_types t ON t.id = a.resource_type_id WHERE ";

  private final Queries queries;
  private final RowWriter writer;
  private final String insertUnlessThere;

  AssociationRows(Queries queries, RowWriter writer, Database database) {
    this.queries = queries;
    this.writer = writer;
    this.insertUnlessThere =
        switch (database) {
          case MYSQL -> "INSERT IGNORE";
          case SQLITE -> "INSERT OR IGNORE";
        };
  }

  List<ResourceType> types() {
    return queries.read(
        "SELECT name, created_at, updated_at FROM metadef_resource_types ORDER BY id",
        List.of(),
        rows -> {
          List<ResourceType> types = new ArrayList<>();
          while (rows.next()) {
            types.add(
                new ResourceType(
                    rows.getString(1),
                    DatabaseTime.read(rows.getString(2)),
                    NamespaceRow.time(rows.getString(3))));
          }
          return types;
        });
  }

  List<ResourceTypeAssociation> all(NamespaceRow namespace) {
    return ofAll(List.of(namespace.id())).getOrDefault(namespace.id(), List.of());
  }

  /**
   * @param namespaces their ids
   */
  Map<Long, List<ResourceTypeAssociation>> ofAll(List<Long> namespaces) {
    Map<Long, List<ResourceTypeAssociation>> found = new HashMap<>();
    if (namespaces.isEmpty()) {
      return found;
    }
    Condition wanted = Condition.in("a.namespace_id", namespaces);
    return queries.read(
        SELECT + wanted.sql() + " ORDER BY t.id",
        wanted.parameters(),
        rows -> {
          while (rows.next()) {
            found.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>()).add(association(rows));
          }
          return found;
        });
  }

  /**
   * @throws GlanceException.NotFound if there is no such type, or the namespace is not about it
   */
  ResourceTypeAssociation find(NamespaceRow namespace, String type) {
    List<@Nullable ResourceTypeAssociation> found =
        !ColumnRule.canHold(type)
            ? List.of()
            : queries.read(
                "SELECT a.namespace_id, t.name, a.prefix, a.properties_target, a.created_at,"
                    + " a.updated_at FROM metadef_resource_types t"
                    + " LEFT JOIN metadef_namespace_resource_types a"
                    + " ON a.resource_type_id = t.id AND a.namespace_id = ? WHERE t.name = ?",
                List.of(namespace.id(), type),
                AssociationRows::associationIfAny);
    if (found.isEmpty()) {
      throw new GlanceException.NotFound(
          "The metadata definition resource-type with name=%s, was not found.".formatted(type));
    }
    @Nullable ResourceTypeAssociation association = found.getFirst();
    if (association == null) {
      throw new GlanceException.NotFound(
          ("The metadata definition resource-type association of resource-type=%s to"
                  + " namespace=%s, was not found.")
              .formatted(type, namespace.name()));
    }
    return association;
  }

  private static List<@Nullable ResourceTypeAssociation> associationIfAny(ResultSet rows)
      throws SQLException {
    List<@Nullable ResourceTypeAssociation> found = new ArrayList<>();
    while (rows.next()) {
      found.add(rows.getString(1) == null ? null : association(rows));
    }
    return found;
  }

  /** Makes the types that are not there yet. See {@link RowWriter#insertAll}. */
  List<ResourceTypeAssociation> insert(
      NamespaceRow namespace, List<AssociationValues> associations, boolean oneByOne) {
    associations.forEach(AssociationRows::requireFitting);
    Instant now = writer.now();
    List<@Nullable Object[]> types = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (AssociationValues one : associations) {
      types.add(new @Nullable Object[] {one.name(), false, now, now});
      rows.add(
          new @Nullable Object[] {
            namespace.id(), one.propertiesTarget(), one.prefix(), now, now, one.name()
          });
    }
    writer.changeAll(
        insertUnlessThere
            + " INTO metadef_resource_types (name, protected, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?)",
        types);
    writer.insertAll(
        "INSERT INTO metadef_namespace_resource_types (resource_type_id, namespace_id,"
            + " properties_target, prefix, created_at, updated_at)"
            + " SELECT t.id, ?, ?, ?, ?, ? FROM metadef_resource_types t WHERE t.name = ?",
        rows,
        oneByOne,
        number ->
            new GlanceException.Duplicate(
                ("The metadata definition resource-type association of resource-type=%s to"
                        + " namespace=%s already exists.")
                    .formatted(associations.get(number).name(), namespace.name())));
    return associations.stream()
        .map(one ->
            new ResourceTypeAssociation(one.name(), one.prefix(), one.propertiesTarget(), now, now))
        .toList();
  }

  void delete(NamespaceRow namespace, String type) {
    writer.change(
        "DELETE FROM metadef_namespace_resource_types WHERE namespace_id = ? AND resource_type_id ="
            + " (SELECT id FROM metadef_resource_types WHERE name = ?)",
        namespace.id(),
        type);
  }

  void deleteAll(NamespaceRow namespace) {
    writer.change(
        "DELETE FROM metadef_namespace_resource_types WHERE namespace_id = ?", namespace.id());
  }

  private static void requireFitting(AssociationValues values) {
    ColumnRule.requireName("name", values.name());
    ColumnRule.requireName("prefix", values.prefix());
    ColumnRule.requireName("properties_target", values.propertiesTarget());
  }

  private static ResourceTypeAssociation association(ResultSet rows) throws SQLException {
    return new ResourceTypeAssociation(
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        DatabaseTime.read(rows.getString(5)),
        NamespaceRow.time(rows.getString(6)));
  }
}
