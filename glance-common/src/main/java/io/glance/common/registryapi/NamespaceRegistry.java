package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.NamespaceContents;
import io.glance.common.metadef.ResourceTypeAssociation;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Namespaces of metadata definitions.
 *
 * <p>Administrators see all of them, others the public ones and their project's. In every call, and
 * in those of the registries of what namespaces hold, one that is not there is {@link
 * GlanceException.NotFound}, worded {@code Metadata definition namespace=<name> was not found.},
 * and one that the caller may not see {@link GlanceException.Forbidden}, worded {@code Forbidding
 * request, metadata definition namespace=<name> is not visible.}
 */
@HttpExchange("/metadefs/namespaces")
public interface NamespaceRegistry {

  /** Finds a page. The errors are those of its marker. */
  @PostExchange("/search")
  List<Listed> list(@RequestBody NamespaceQuery query, RequestContext caller);

  @GetExchange("/one")
  Namespace get(@RequestParam String namespace, RequestContext caller);

  /** What is in it comes in the order of its making, but tags with the latest first. */
  @GetExchange("/contents")
  NamespaceContents contents(@RequestParam String namespace, RequestContext caller);

  /**
   * Makes a namespace with all that is in it, or nothing.
   *
   * @throws GlanceException.Duplicate if it, or two of the same kind in it, have the same name
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PostExchange
  NamespaceContents create(@RequestBody NewNamespace namespace, RequestContext caller);

  /**
   * @param namespace its present name
   * @throws GlanceException.Duplicate if another one has the new name
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PutExchange
  Namespace update(
      @RequestParam String namespace, @RequestBody NamespaceValues values, RequestContext caller);

  /**
   * Removes it and all that is in it.
   *
   * @throws GlanceException.Forbidden also if it is protected
   */
  @DeleteExchange
  void delete(@RequestParam String namespace, RequestContext caller);

  /**
   * Removes all objects.
   *
   * @throws GlanceException.Forbidden also if the namespace is protected
   */
  @DeleteExchange("/objects")
  void deleteObjects(@RequestParam String namespace, RequestContext caller);

  /**
   * Removes all properties.
   *
   * @throws GlanceException.Forbidden also if the namespace is protected
   */
  @DeleteExchange("/properties")
  void deleteProperties(@RequestParam String namespace, RequestContext caller);

  /**
   * Removes all tags.
   *
   * @throws GlanceException.Forbidden also if the namespace is protected
   */
  @DeleteExchange("/tags")
  void deleteTags(@RequestParam String namespace, RequestContext caller);

  /** A namespace in a list. */
  record Listed(Namespace namespace, List<ResourceTypeAssociation> associations) {
    public Listed {
      associations = List.copyOf(associations);
    }
  }
}
