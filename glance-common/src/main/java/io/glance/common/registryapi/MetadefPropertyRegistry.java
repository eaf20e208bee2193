package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefProperty;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Properties of namespaces. One that is not there is {@link GlanceException.NotFound}, worded
 * {@code Could not find property <name>}; about namespaces see {@link NamespaceRegistry}.
 */
@HttpExchange("/metadefs/properties")
public interface MetadefPropertyRegistry {

  /** In the order of their making. */
  @GetExchange
  List<MetadefProperty> list(@RequestParam String namespace, RequestContext caller);

  @GetExchange("/one")
  MetadefProperty get(
      @RequestParam String namespace, @RequestParam String name, RequestContext caller);

  /**
   * @throws GlanceException.Duplicate if the namespace has a property of that name
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PostExchange
  MetadefProperty create(
      @RequestParam String namespace, @RequestBody MetadefProperty property, RequestContext caller);

  /**
   * @param name its present name
   * @throws GlanceException.Duplicate if another one has the new name
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PutExchange
  MetadefProperty update(
      @RequestParam String namespace,
      @RequestParam String name,
      @RequestBody MetadefProperty property,
      RequestContext caller);

  /**
   * Removes a property. Returns it as it was.
   *
   * @throws GlanceException.Forbidden also if the namespace is protected
   */
  @DeleteExchange
  MetadefProperty delete(
      @RequestParam String namespace, @RequestParam String name, RequestContext caller);
}
