package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.metadef.MetadefObject;
import io.glance.common.registryapi.MetadefObjectRegistry;
import io.glance.common.registryapi.ObjectValues;
import io.glance.registry.db.Transactions;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MetadefObjectsController implements MetadefObjectRegistry {
  private final NamespaceRows namespaces;
  private final ObjectRows objects;
  private final Transactions transactions;

  MetadefObjectsController(
      NamespaceRows namespaces, ObjectRows objects, Transactions transactions) {
    this.namespaces = namespaces;
    this.objects = objects;
    this.transactions = transactions;
  }

  @Override
  public List<MetadefObject> list(String namespace, RequestContext caller) {
    return objects.all(namespaces.find(namespace, caller));
  }

  @Override
  public MetadefObject get(String namespace, String name, RequestContext caller) {
    return objects.find(namespaces.find(namespace, caller), name).value();
  }

  @Override
  public MetadefObject create(String namespace, ObjectValues values, RequestContext caller) {
    return transactions.run(
        () -> objects.insert(namespaces.lock(namespace, caller), List.of(values), true).getFirst());
  }

  @Override
  public MetadefObject update(
      String namespace, String name, ObjectValues values, RequestContext caller) {
    return transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      return objects.update(row, objects.find(row, name), values);
    });
  }

  @Override
  public MetadefObject delete(String namespace, String name, RequestContext caller) {
    return transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      NamedRows.Row<MetadefObject> found = objects.find(row, name);
      row.requireUnprotected("object", found.value().name());
      objects.delete(found);
      return found.value();
    });
  }
}
