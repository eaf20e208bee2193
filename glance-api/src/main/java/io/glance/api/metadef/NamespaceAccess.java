package io.glance.api.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.Namespace;
import io.glance.common.registryapi.NamespaceRegistry;
import org.springframework.stereotype.Component;

/** Finds the namespace that a request is about, or says that there is none. */
@Component
final class NamespaceAccess {
  private final NamespaceRegistry registry;

  NamespaceAccess(NamespaceRegistry registry) {
    this.registry = registry;
  }

  /**
   * @throws GlanceException.NotFound if it is not there or the caller may not see it
   */
  Namespace find(String name, RequestContext caller) {
    try {
      return registry.get(name, caller);
    } catch (GlanceException.NotFound | GlanceException.Forbidden _) {
      throw notFound(name);
    }
  }

  /**
   * As {@link #find}, but in the registry's words if it is not there.
   *
   * @throws GlanceException.NotFound if it is not there or the caller may not see it
   */
  Namespace findForObjects(String name, RequestContext caller) {
    try {
      return registry.get(name, caller);
    } catch (GlanceException.Forbidden _) {
      throw notFound(name);
    }
  }

  private static GlanceException notFound(String name) {
    return new GlanceException.NotFound("Namespace %s not found".formatted(name));
  }
}
