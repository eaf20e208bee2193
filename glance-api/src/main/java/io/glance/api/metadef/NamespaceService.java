package io.glance.api.metadef;

import io.glance.api.notification.MetadefEvents;
import io.glance.api.policy.MetadefPolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.NamespaceContents;
import io.glance.common.registryapi.NamespaceQuery;
import io.glance.common.registryapi.NamespaceRegistry;
import io.glance.common.registryapi.NamespaceRegistry.Listed;
import io.glance.common.registryapi.NamespaceValues;
import io.glance.common.registryapi.NewNamespace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Namespaces of metadata definitions.
 *
 * <p>Source: glance/api/v2/metadef_namespaces.py.
 */
@Service
public class NamespaceService {
  private final NamespaceRegistry registry;
  private final NamespaceAccess access;
  private final MetadefPolicy policy;
  private final MetadefEvents events;

  NamespaceService(
      NamespaceRegistry registry,
      NamespaceAccess access,
      MetadefPolicy policy,
      MetadefEvents events) {
    this.registry = registry;
    this.access = access;
    this.policy = policy;
    this.events = events;
  }

  /**
   * A page of namespaces.
   *
   * @param namespaces those that the rules let the caller see
   * @param next name of the one that the next page starts after; absent: this was the last page
   */
  public record Page(List<Listed> namespaces, @Nullable String next) {
    public Page {
      namespaces = List.copyOf(namespaces);
    }
  }

  /**
   * @throws GlanceException.NotFound if the marker is unknown
   * @throws GlanceException.Forbidden if the caller may not see it, or no list at all
   */
  public Page list(NamespaceQuery query, RequestContext caller) {
    requireMayList(caller);
    List<Listed> found = registry.list(query, caller);
    List<Listed> allowed =
        found.stream()
            .filter(one -> policy.allows(PolicyRule.GET_METADEF_NAMESPACE, one.namespace(), caller))
            .toList();
    boolean isFull = found.size() == query.limit() && !allowed.isEmpty();
    return new Page(allowed, isFull ? allowed.getLast().namespace().name() : null);
  }

  /**
   * The list that is known to be empty.
   *
   * @throws GlanceException.Forbidden if the caller may see no list at all
   */
  public Page listNothing(RequestContext caller) {
    requireMayList(caller);
    return new Page(List.of(), null);
  }

  private void requireMayList(RequestContext caller) {
    policy.require(PolicyRule.GET_METADEF_NAMESPACES, caller);
    policy.require(PolicyRule.LIST_METADEF_RESOURCE_TYPES, caller);
  }

  /**
   * A namespace and all that is in it.
   *
   * @throws GlanceException.NotFound if it is not there or the caller may not see it
   * @throws GlanceException.Forbidden if he may not see a part of it
   */
  public NamespaceContents get(String name, RequestContext caller) {
    NamespaceContents found = contents(name, caller);
    Namespace namespace = found.namespace();
    policy.require(PolicyRule.GET_METADEF_NAMESPACE, namespace, caller);
    policy.require(PolicyRule.LIST_METADEF_RESOURCE_TYPES, namespace, caller);
    policy.require(PolicyRule.GET_METADEF_OBJECTS, namespace, caller);
    policy.require(PolicyRule.GET_METADEF_PROPERTIES, namespace, caller);
    policy.require(PolicyRule.GET_METADEF_TAGS, namespace, caller);
    return found;
  }

  private NamespaceContents contents(String name, RequestContext caller) {
    try {
      return registry.contents(name, caller);
    } catch (GlanceException.Forbidden _) { // who may not see it is not told that it is there
      throw new GlanceException.NotFound(null, null);
    }
  }

  /**
   * @throws GlanceException.Forbidden if the caller may not make it, or something in it
   * @throws GlanceException.Duplicate if it, or something in it, has the name of another one
   */
  public NamespaceContents create(NewNamespace wanted, RequestContext caller) {
    policy.requireMayWrite(caller);
    policy.require(PolicyRule.ADD_METADEF_NAMESPACE, caller);
    if (!wanted.associations().isEmpty()) {
      policy.require(PolicyRule.ADD_METADEF_RESOURCE_TYPE_ASSOCIATION, caller);
    }
    if (!wanted.objects().isEmpty()) {
      policy.require(PolicyRule.ADD_METADEF_OBJECT, caller);
    }
    if (!wanted.properties().isEmpty()) {
      policy.require(PolicyRule.ADD_METADEF_PROPERTY, caller);
    }
    if (!wanted.tags().isEmpty()) {
      policy.require(PolicyRule.ADD_METADEF_TAG, caller);
    }
    NamespaceContents made = registry.create(wanted, caller);
    events.created(made);
    return made;
  }

  /**
   * Replaces all that is known of a namespace, but not what is in it.
   *
   * @throws GlanceException.NotFound if it is not there or the caller may not see it
   * @throws GlanceException.Forbidden if he may not change it
   * @throws GlanceException.Duplicate if another one has the new name
   */
  public Namespace update(String name, NamespaceValues values, RequestContext caller) {
    Namespace known = access.find(name, caller);
    policy.require(PolicyRule.MODIFY_METADEF_NAMESPACE, known, caller);
    Namespace updated = registry.update(name, values, caller);
    events.updated(known.name(), updated);
    return updated;
  }

  /**
   * Removes a namespace and all that is in it.
   *
   * @throws GlanceException.NotFound if it is not there or the caller may not see it
   * @throws GlanceException.Forbidden if he may not remove it, or it is protected
   */
  public void delete(String name, RequestContext caller) {
    Namespace known = findToEmpty(name, caller);
    registry.delete(name, caller);
    events.deleted(known);
  }

  /** As {@link #delete}, of the objects in it. */
  public void deleteObjects(String name, RequestContext caller) {
    Namespace known = findToEmpty(name, caller);
    registry.deleteObjects(name, caller);
    events.emptiedOfObjects(known);
  }

  /** As {@link #delete}, of the properties in it. */
  public void deleteProperties(String name, RequestContext caller) {
    Namespace known = findToEmpty(name, caller);
    registry.deleteProperties(name, caller);
    events.emptiedOfProperties(known);
  }

  /** As {@link #delete}, of the tags in it. */
  public void deleteTags(String name, RequestContext caller) {
    Namespace known = findToEmpty(name, caller);
    policy.require(PolicyRule.DELETE_METADEF_TAGS, known, caller);
    registry.deleteTags(name, caller);
    events.emptiedOfTags(known);
  }

  private Namespace findToEmpty(String name, RequestContext caller) {
    Namespace known = access.find(name, caller);
    policy.require(PolicyRule.DELETE_METADEF_NAMESPACE, known, caller);
    return known;
  }
}
