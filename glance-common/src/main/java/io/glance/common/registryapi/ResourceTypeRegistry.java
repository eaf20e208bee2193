package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.ResourceType;
import io.glance.common.metadef.ResourceTypeAssociation;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Resource types, and which namespaces are about them. See {@link NamespaceRegistry}. */
@HttpExchange("/metadefs/resource_types")
public interface ResourceTypeRegistry {

  /** All that anybody ever named. */
  @GetExchange
  List<ResourceType> list(RequestContext caller);

  @GetExchange("/associations")
  List<ResourceTypeAssociation> associations(@RequestParam String namespace, RequestContext caller);

  /**
   * @throws GlanceException.NotFound also if there is no such type, or the namespace is not about
   *     it
   */
  @GetExchange("/associations/one")
  ResourceTypeAssociation association(
      @RequestParam String namespace, @RequestParam String name, RequestContext caller);

  /**
   * @throws GlanceException.Duplicate if the namespace is about that type already
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PostExchange("/associations")
  ResourceTypeAssociation associate(
      @RequestParam String namespace, @RequestBody AssociationValues values, RequestContext caller);

  /**
   * The type itself stays. Returns the association as it was.
   *
   * @throws GlanceException.NotFound also if the namespace is not about that type, worded {@code
   *     Failed to find resource type <name> to delete}
   * @throws GlanceException.Forbidden also if the namespace is protected
   */
  @DeleteExchange("/associations")
  ResourceTypeAssociation dissociate(
      @RequestParam String namespace, @RequestParam String name, RequestContext caller);
}
