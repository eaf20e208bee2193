package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.ResourceType;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.AssociationValues;
import io.glance.common.registryapi.ResourceTypeRegistry;
import io.glance.registry.db.Transactions;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ResourceTypesController implements ResourceTypeRegistry {
  private final NamespaceRows namespaces;
  private final AssociationRows associations;
  private final Transactions transactions;

  ResourceTypesController(
      NamespaceRows namespaces, AssociationRows associations, Transactions transactions) {
    this.namespaces = namespaces;
    this.associations = associations;
    this.transactions = transactions;
  }

  @Override
  public List<ResourceType> list(RequestContext caller) {
    return associations.types();
  }

  @Override
  public List<ResourceTypeAssociation> associations(String namespace, RequestContext caller) {
    return associations.all(namespaces.find(namespace, caller));
  }

  @Override
  public ResourceTypeAssociation association(String namespace, String name, RequestContext caller) {
    return associations.find(namespaces.find(namespace, caller), name);
  }

  @Override
  public ResourceTypeAssociation associate(
      String namespace, AssociationValues values, RequestContext caller) {
    return transactions.run(() ->
        associations.insert(namespaces.lock(namespace, caller), List.of(values), true).getFirst());
  }

  @Override
  public ResourceTypeAssociation dissociate(String namespace, String name, RequestContext caller) {
    return transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      ResourceTypeAssociation found =
          associations.all(row).stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new GlanceException.NotFound(
                      "Failed to find resource type %s to delete".formatted(name)));
      row.requireUnprotected("resource-type-association", name);
      associations.delete(row, name);
      return found;
    });
  }
}
