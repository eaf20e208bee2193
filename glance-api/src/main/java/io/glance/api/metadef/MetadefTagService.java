package io.glance.api.metadef;

import io.glance.api.notification.MetadefEvents;
import io.glance.api.policy.MetadefPolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.metadef.Namespace;
import io.glance.common.registryapi.MetadefTagQuery;
import io.glance.common.registryapi.MetadefTagRegistry;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/**
 * Tags of namespaces. In every call a namespace that is not there, or that the caller may not see,
 * is {@link GlanceException.NotFound}, and so is a tag that is not there.
 *
 * <p>Source: glance/api/v2/metadef_tags.py.
 */
@Service
public class MetadefTagService {
  private final MetadefTagRegistry registry;
  private final NamespaceAccess access;
  private final MetadefPolicy policy;
  private final MetadefEvents events;

  MetadefTagService(
      MetadefTagRegistry registry,
      NamespaceAccess access,
      MetadefPolicy policy,
      MetadefEvents events) {
    this.registry = registry;
    this.access = access;
    this.policy = policy;
    this.events = events;
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller see tags
   */
  public List<MetadefTag> list(String namespace, MetadefTagQuery query, RequestContext caller) {
    find(PolicyRule.GET_METADEF_TAGS, namespace, caller);
    return registry.list(namespace, query, caller);
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller see it
   */
  public MetadefTag get(String namespace, String name, RequestContext caller) {
    find(PolicyRule.GET_METADEF_TAG, namespace, caller);
    return registry.get(namespace, name, caller);
  }

  /**
   * @param check of the name, which comes after the namespace was found
   * @throws GlanceException.Forbidden if the rules do not let the caller make it
   * @throws GlanceException.Duplicate if the namespace has one of that name
   */
  public MetadefTag create(
      String namespace, String name, Consumer<String> check, RequestContext caller) {
    Namespace known = access.find(namespace, caller);
    check.accept(name);
    policy.require(PolicyRule.ADD_METADEF_TAG, known, caller);
    MetadefTag made = registry.create(namespace, false, List.of(name), caller).getFirst();
    events.created(known, made);
    return made;
  }

  /**
   * Adds tags, all or none of them.
   *
   * @param append whether those that are there stay
   * @throws GlanceException.Forbidden if the rules do not let the caller make them
   * @throws GlanceException.Duplicate if one of them is there already, or comes twice
   */
  public List<MetadefTag> create(
      String namespace, List<String> names, boolean append, RequestContext caller) {
    Namespace known = find(PolicyRule.ADD_METADEF_TAGS, namespace, caller);
    if (names.isEmpty()) { // the original keeps what is there
      return List.of();
    }
    List<MetadefTag> made = registry.create(namespace, !append, names, caller);
    made.forEach(tag -> events.created(known, tag));
    return made;
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller change it
   * @throws GlanceException.Duplicate if another one of the namespace has the new name
   */
  public MetadefTag rename(String namespace, String name, String newName, RequestContext caller) {
    Namespace known = find(PolicyRule.MODIFY_METADEF_TAG, namespace, caller);
    MetadefTag renamed = registry.rename(namespace, name, newName, caller);
    events.updated(known, name, renamed);
    return renamed;
  }

  /**
   * @throws GlanceException.Forbidden if the rules do not let the caller remove it, or the
   *     namespace is protected
   */
  public void delete(String namespace, String name, RequestContext caller) {
    Namespace known = find(PolicyRule.DELETE_METADEF_TAG, namespace, caller);
    events.deleted(known, registry.delete(namespace, name, caller));
  }

  private Namespace find(PolicyRule rule, String namespace, RequestContext caller) {
    Namespace known = access.find(namespace, caller);
    policy.require(rule, known, caller);
    return known;
  }
}
