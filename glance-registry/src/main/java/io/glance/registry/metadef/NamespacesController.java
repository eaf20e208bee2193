package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.NamespaceContents;
import io.glance.common.registryapi.NamespaceQuery;
import io.glance.common.registryapi.NamespaceRegistry;
import io.glance.common.registryapi.NamespaceValues;
import io.glance.common.registryapi.NewNamespace;
import io.glance.registry.db.Transactions;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NamespacesController implements NamespaceRegistry {
  private final NamespaceLister lister;
  private final NamespaceRows namespaces;
  private final AssociationRows associations;
  private final PropertyRows properties;
  private final ObjectRows objects;
  private final TagRows tags;
  private final Transactions transactions;

  NamespacesController(
      NamespaceLister lister,
      NamespaceRows namespaces,
      AssociationRows associations,
      PropertyRows properties,
      ObjectRows objects,
      TagRows tags,
      Transactions transactions) {
    this.lister = lister;
    this.namespaces = namespaces;
    this.associations = associations;
    this.properties = properties;
    this.objects = objects;
    this.tags = tags;
    this.transactions = transactions;
  }

  @Override
  public List<Listed> list(NamespaceQuery query, RequestContext caller) {
    return lister.list(query, caller);
  }

  @Override
  public Namespace get(String namespace, RequestContext caller) {
    return namespaces.find(namespace, caller).namespace();
  }

  @Override
  public NamespaceContents contents(String namespace, RequestContext caller) {
    NamespaceRow row = namespaces.find(namespace, caller);
    return new NamespaceContents(
        row.namespace(),
        associations.all(row),
        properties.all(row),
        objects.all(row),
        tags.all(row));
  }

  @Override
  public NamespaceContents create(NewNamespace namespace, RequestContext caller) {
    try {
      return transactions.run(() -> create(namespace, false));
    } catch (GlanceException.Duplicate _) {
      return transactions.run(() -> create(namespace, true));
    }
  }

  private NamespaceContents create(NewNamespace namespace, boolean oneByOne) {
    NamespaceRow row = namespaces.insert(namespace.values());
    var about = associations.insert(row, namespace.associations(), oneByOne);
    var grouped = objects.insert(row, namespace.objects(), oneByOne);
    var tagged = tags.insert(row, namespace.tags(), oneByOne);
    properties.insert(row, namespace.properties(), oneByOne);
    return new NamespaceContents(row.namespace(), about, namespace.properties(), grouped, tagged);
  }

  @Override
  public Namespace update(String namespace, NamespaceValues values, RequestContext caller) {
    return transactions.run(() -> namespaces.update(namespaces.lock(namespace, caller), values));
  }

  @Override
  public void delete(String namespace, RequestContext caller) {
    removing(
        namespace,
        caller,
        row -> {
          tags.deleteAll(row);
          objects.deleteAll(row);
          properties.deleteAll(row);
          associations.deleteAll(row);
          namespaces.delete(row);
        });
  }

  @Override
  public void deleteObjects(String namespace, RequestContext caller) {
    removing(namespace, caller, objects::deleteAll);
  }

  @Override
  public void deleteProperties(String namespace, RequestContext caller) {
    removing(namespace, caller, properties::deleteAll);
  }

  @Override
  public void deleteTags(String namespace, RequestContext caller) {
    removing(namespace, caller, tags::deleteAll);
  }

  private void removing(String namespace, RequestContext caller, Consumer<NamespaceRow> removal) {
    transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      row.requireUnprotected();
      removal.accept(row);
    });
  }
}
