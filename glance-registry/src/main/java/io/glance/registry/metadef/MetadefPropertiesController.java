package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.registryapi.MetadefPropertyRegistry;
import io.glance.registry.db.Transactions;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MetadefPropertiesController implements MetadefPropertyRegistry {
  private final NamespaceRows namespaces;
  private final PropertyRows properties;
  private final Transactions transactions;

  MetadefPropertiesController(
      NamespaceRows namespaces, PropertyRows properties, Transactions transactions) {
    this.namespaces = namespaces;
    this.properties = properties;
    this.transactions = transactions;
  }

  @Override
  public List<MetadefProperty> list(String namespace, RequestContext caller) {
    return properties.all(namespaces.find(namespace, caller));
  }

  @Override
  public MetadefProperty get(String namespace, String name, RequestContext caller) {
    return properties.find(namespaces.find(namespace, caller), name).value();
  }

  @Override
  public MetadefProperty create(String namespace, MetadefProperty property, RequestContext caller) {
    return transactions.run(() -> {
      properties.insert(namespaces.lock(namespace, caller), List.of(property), true);
      return property;
    });
  }

  @Override
  public MetadefProperty update(
      String namespace, String name, MetadefProperty property, RequestContext caller) {
    return transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      properties.update(row, properties.find(row, name), property);
      return property;
    });
  }

  @Override
  public MetadefProperty delete(String namespace, String name, RequestContext caller) {
    return transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      NamedRows.Row<MetadefProperty> found = properties.find(row, name);
      row.requireUnprotected("property", found.value().name());
      properties.delete(found);
      return found.value();
    });
  }
}
