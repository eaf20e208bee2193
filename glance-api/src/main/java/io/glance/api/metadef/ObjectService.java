package io.glance.api.metadef;

import io.glance.api.notification.MetadefEvents;
import io.glance.api.policy.MetadefPolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefObject;
import io.glance.common.metadef.Namespace;
import io.glance.common.registryapi.MetadefObjectRegistry;
import io.glance.common.registryapi.ObjectValues;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Objects of namespaces. In every call a namespace that is not there, or that the caller may not
 * see, is {@link GlanceException.NotFound}, and so is an object that is not there.
 *
 * <p>Source: glance/api/v2/metadef_objects.py.
 */
@Service
public class ObjectService {
  private final MetadefObjectRegistry registry;
  private final NamespaceAccess access;
  private final MetadefPolicy policy;
  private final MetadefEvents events;

  ObjectService(
      MetadefObjectRegistry registry,
      NamespaceAccess access,
      MetadefPolicy policy,
      MetadefEvents events) {
    this.registry = registry;
    this.access = access;
    this.policy = policy;
    this.events = events;
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller see objects
   */
  public List<MetadefObject> list(String namespace, RequestContext caller) {
    Namespace known = find(PolicyRule.GET_METADEF_OBJECTS, namespace, caller);
    return policy.allows(PolicyRule.GET_METADEF_OBJECT, known, caller)
        ? registry.list(namespace, caller)
        : List.of();
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller see it
   */
  public MetadefObject get(String namespace, String name, RequestContext caller) {
    find(PolicyRule.GET_METADEF_OBJECT, namespace, caller);
    return registry.get(namespace, name, caller);
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller make it
   * @throws GlanceException.Duplicate if the namespace has one of that name
   */
  public MetadefObject create(String namespace, ObjectValues values, RequestContext caller) {
    Namespace known = find(PolicyRule.ADD_METADEF_OBJECT, namespace, caller);
    MetadefObject made = registry.create(namespace, values, caller);
    events.created(known, made);
    return made;
  }

  /**
   * Replaces all that is known of an object.
   *
   * @throws GlanceException.Forbidden if the rules do not let the caller change it
   * @throws GlanceException.Duplicate if another one of the namespace has the new name
   */
  public MetadefObject update(
      String namespace, String name, ObjectValues values, RequestContext caller) {
    Namespace known = find(PolicyRule.MODIFY_METADEF_OBJECT, namespace, caller);
    MetadefObject updated = registry.update(namespace, name, values, caller);
    events.updated(known, name, updated);
    return updated;
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller remove it, or the
   *     namespace is protected
   */
  public void delete(String namespace, String name, RequestContext caller) {
    Namespace known = find(PolicyRule.DELETE_METADEF_OBJECT, namespace, caller);
    events.deleted(known, registry.delete(namespace, name, caller));
  }

  private Namespace find(PolicyRule rule, String namespace, RequestContext caller) {
    Namespace known = access.findForObjects(namespace, caller);
    policy.require(rule, known, caller);
    return known;
  }
}
