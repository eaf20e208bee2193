package io.glance.api.metadef;

import io.glance.api.notification.MetadefEvents;
import io.glance.api.policy.MetadefPolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.ResourceType;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.AssociationValues;
import io.glance.common.registryapi.ResourceTypeRegistry;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Resource types, and what namespaces have to do with them. A namespace that is not there, or that
 * the caller may not see, is {@link GlanceException.NotFound}.
 *
 * <p>Source: glance/api/v2/metadef_resource_types.py.
 */
@Service
public class ResourceTypeService {
  private final ResourceTypeRegistry registry;
  private final NamespaceAccess access;
  private final MetadefPolicy policy;
  private final MetadefEvents events;

  ResourceTypeService(
      ResourceTypeRegistry registry,
      NamespaceAccess access,
      MetadefPolicy policy,
      MetadefEvents events) {
    this.registry = registry;
    this.access = access;
    this.policy = policy;
    this.events = events;
  }

  /**
   * All types that namespaces ever named.
   *
   * @throws GlanceException.Forbidden if the rules do not let the caller see them
   */
  public List<ResourceType> list(RequestContext caller) {
    policy.require(PolicyRule.LIST_METADEF_RESOURCE_TYPES, caller);
    return registry.list(caller);
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller see them
   */
  public List<ResourceTypeAssociation> associations(String namespace, RequestContext caller) {
    Namespace known = find(PolicyRule.LIST_METADEF_RESOURCE_TYPES, namespace, caller);
    return policy.allows(PolicyRule.GET_METADEF_RESOURCE_TYPE, known, caller)
        ? registry.associations(namespace, caller)
        : List.of();
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller do it
   * @throws GlanceException.Duplicate if the namespace is about that type already
   */
  public ResourceTypeAssociation associate(
      String namespace, AssociationValues values, RequestContext caller) {
    Namespace known = find(PolicyRule.ADD_METADEF_RESOURCE_TYPE_ASSOCIATION, namespace, caller);
    ResourceTypeAssociation made = registry.associate(namespace, values, caller);
    events.created(known, made);
    return made;
  }

  /**
   * @throws GlanceException.NotFound also if the namespace is not about that type
   * @throws GlanceException.Forbidden if the rules do not let the caller do it, or the namespace is
   *     protected
   */
  public void dissociate(String namespace, String type, RequestContext caller) {
    Namespace known = find(PolicyRule.REMOVE_METADEF_RESOURCE_TYPE_ASSOCIATION, namespace, caller);
    events.deleted(known, registry.dissociate(namespace, type, caller));
  }

  private Namespace find(PolicyRule rule, String namespace, RequestContext caller) {
    Namespace known = access.find(namespace, caller);
    policy.require(rule, known, caller);
    return known;
  }
}
