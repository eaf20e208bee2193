package io.glance.api.metadef;

import io.glance.api.notification.MetadefEvents;
import io.glance.api.policy.MetadefPolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.metadef.Namespace;
import io.glance.common.registryapi.MetadefPropertyRegistry;
import io.glance.common.registryapi.ResourceTypeRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Properties of namespaces. In every call a namespace that is not there, or that the caller may not
 * see, is {@link GlanceException.NotFound}, and so is a property that is not there.
 *
 * <p>Source: glance/api/v2/metadef_properties.py.
 */
@Service
public class PropertyService {
  private final MetadefPropertyRegistry registry;
  private final ResourceTypeRegistry resourceTypes;
  private final NamespaceAccess access;
  private final MetadefPolicy policy;
  private final MetadefEvents events;

  PropertyService(
      MetadefPropertyRegistry registry,
      ResourceTypeRegistry resourceTypes,
      NamespaceAccess access,
      MetadefPolicy policy,
      MetadefEvents events) {
    this.registry = registry;
    this.resourceTypes = resourceTypes;
    this.access = access;
    this.policy = policy;
    this.events = events;
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller see properties
   */
  public List<MetadefProperty> list(String namespace, RequestContext caller) {
    find(PolicyRule.GET_METADEF_PROPERTIES, namespace, caller);
    return registry.list(namespace, caller);
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller see it
   */
  public MetadefProperty get(String namespace, String name, RequestContext caller) {
    find(PolicyRule.GET_METADEF_PROPERTY, namespace, caller);
    return registry.get(namespace, name, caller);
  }

  /**
   * Finds a property by the name that it has where it is applied to a resource type.
   *
   * @throws GlanceException.Forbidden if the rules do not let the caller see it
   * @throws GlanceException.NotFound also if the name has not the prefix of the association
   */
  public MetadefProperty getOfType(
      String namespace, String name, String resourceType, RequestContext caller) {
    Namespace known = find(PolicyRule.GET_METADEF_PROPERTY, namespace, caller);
    policy.require(PolicyRule.GET_METADEF_RESOURCE_TYPE, known, caller);
    @Nullable String prefix = resourceTypes.association(namespace, resourceType, caller).prefix();
    if (prefix == null || prefix.isEmpty() || !name.startsWith(prefix)) {
      throw new GlanceException.NotFound(
          ("Property %s does not start with the expected resource type association prefix of"
                  + " '%s'.")
              .formatted(name, prefix == null ? "None" : prefix));
    }
    return registry.get(namespace, name.substring(prefix.length()), caller);
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller make it
   * @throws GlanceException.Duplicate if the namespace has one of that name
   */
  public MetadefProperty create(String namespace, MetadefProperty wanted, RequestContext caller) {
    Namespace known = find(PolicyRule.ADD_METADEF_PROPERTY, namespace, caller);
    MetadefProperty made = registry.create(namespace, wanted, caller);
    events.created(known, made);
    return made;
  }

  /**
   * Replaces all that is known of a property.
   *
   * @throws GlanceException.Forbidden if the rules do not let the caller change it
   * @throws GlanceException.Duplicate if another one of the namespace has the new name
   */
  public MetadefProperty update(
      String namespace, String name, MetadefProperty wanted, RequestContext caller) {
    Namespace known = find(PolicyRule.MODIFY_METADEF_PROPERTY, namespace, caller);
    MetadefProperty updated = registry.update(namespace, name, wanted, caller);
    events.updated(known, name, updated);
    return updated;
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller remove it, or the
   *     namespace is protected
   */
  public void delete(String namespace, String name, RequestContext caller) {
    Namespace known = find(PolicyRule.REMOVE_METADEF_PROPERTY, namespace, caller);
    events.deleted(known, registry.delete(namespace, name, caller));
  }

  private Namespace find(PolicyRule rule, String namespace, RequestContext caller) {
    Namespace known = access.find(namespace, caller);
    policy.require(rule, known, caller);
    return known;
  }
}
