package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.NamespaceQuery;
import io.glance.common.registryapi.NamespaceRegistry.Listed;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds pages of namespaces: the marker's row, the rows of the page and what they are about, each
 * in one statement whatever the size of the page.
 */
final class NamespaceLister {
  private static final String ABOUT =
      "id IN (SELECT a.namespace_id FROM metadef_namespace_resource_types a"
          + " JOIN metadef_resource_types t ON t.id = a.resource_type_id WHERE ";

  private final Queries queries;
  private final NamespaceRows namespaces;
  private final AssociationRows associations;

  NamespaceLister(Queries queries, NamespaceRows namespaces, AssociationRows associations) {
    this.queries = queries;
    this.namespaces = namespaces;
    this.associations = associations;
  }

  List<Listed> list(NamespaceQuery query, RequestContext caller) {
    PageOrder order = new PageOrder(query.sort().wireName(), query.ascending());
    Condition wanted = NamespaceRow.visibleTo(caller).and(filters(query));
    if (query.marker() != null) {
      wanted = wanted.and(order.after(place(query.marker(), order, caller)));
    }
    if (query.limit() <= 0) {
      return List.of();
    }
    List<Object> parameters = new ArrayList<>(wanted.parameters());
    parameters.add(query.limit());
    List<NamespaceRow> page =
        queries.read(
            "SELECT "
                + NamespaceRow.COLUMNS
                + " FROM metadef_namespaces WHERE "
                + wanted.sql()
                + " ORDER BY "
                + order.orderBy()
                + " LIMIT ?",
            parameters,
            NamespaceLister::rows);
    Map<Long, List<ResourceTypeAssociation>> about =
        associations.ofAll(page.stream().map(NamespaceRow::id).toList());
    return page.stream()
        .map(row -> new Listed(row.namespace(), about.getOrDefault(row.id(), List.of())))
        .toList();
  }

  private static Condition filters(NamespaceQuery query) {
    Condition filters = Condition.of("1 = 1");
    if (query.visibility() != null) {
      filters = filters.and(Condition.of("visibility = ?", query.visibility().wireName()));
    }
    if (query.resourceTypes() != null) {
      List<String> possible = query.resourceTypes().stream().filter(ColumnRule::canHold).toList();
      Condition names = Condition.in("t.name", possible);
      filters = filters.and(new Condition(ABOUT + names.sql() + ")", names.parameters()));
    }
    return filters;
  }

  private PageOrder.Place place(String marker, PageOrder order, RequestContext caller) {
    NamespaceRow row = namespaces.find(marker, caller);
    return queries.read(
        "SELECT " + order.columns() + " FROM metadef_namespaces WHERE id = ?",
        List.of(row.id()),
        rows -> {
          rows.next();
          return new PageOrder.Place(rows.getString(1), rows.getString(2), rows.getLong(3));
        });
  }

  private static List<NamespaceRow> rows(ResultSet rows) throws SQLException {
    List<NamespaceRow> page = new ArrayList<>();
    while (rows.next()) {
      page.add(NamespaceRow.read(rows));
    }
    return page;
  }
}
