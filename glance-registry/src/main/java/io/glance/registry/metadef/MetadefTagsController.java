package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.registryapi.MetadefTagQuery;
import io.glance.common.registryapi.MetadefTagRegistry;
import io.glance.registry.db.Transactions;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MetadefTagsController implements MetadefTagRegistry {
  private final NamespaceRows namespaces;
  private final TagRows tags;
  private final Transactions transactions;

  MetadefTagsController(NamespaceRows namespaces, TagRows tags, Transactions transactions) {
    this.namespaces = namespaces;
    this.tags = tags;
    this.transactions = transactions;
  }

  @Override
  public List<MetadefTag> list(String namespace, MetadefTagQuery query, RequestContext caller) {
    return tags.page(namespaces.find(namespace, caller), query);
  }

  @Override
  public MetadefTag get(String namespace, String name, RequestContext caller) {
    return tags.find(namespaces.find(namespace, caller), name).value();
  }

  @Override
  public List<MetadefTag> create(
      String namespace, boolean replace, List<String> names, RequestContext caller) {
    try {
      return transactions.run(
          () -> insert(namespaces.lock(namespace, caller), replace, names, false));
    } catch (GlanceException.Duplicate _) {
      return transactions.run(
          () -> insert(namespaces.lock(namespace, caller), replace, names, true));
    }
  }

  private List<MetadefTag> insert(
      NamespaceRow namespace, boolean replace, List<String> names, boolean oneByOne) {
    if (replace) {
      tags.deleteAll(namespace);
    }
    return tags.insert(namespace, names, oneByOne);
  }

  @Override
  public MetadefTag rename(String namespace, String name, String newName, RequestContext caller) {
    return transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      return tags.rename(row, tags.find(row, name), newName);
    });
  }

  @Override
  public MetadefTag delete(String namespace, String name, RequestContext caller) {
    return transactions.run(() -> {
      NamespaceRow row = namespaces.lock(namespace, caller);
      NamedRows.Row<MetadefTag> found = tags.find(row, name);
      row.requireUnprotected("tag", found.value().name());
      tags.delete(found);
      return found.value();
    });
  }
}
