package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefObject;
import java.util.List;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Objects of namespaces. One that is not there is {@link GlanceException.NotFound}, worded {@code
 * Could not find metadata object <name>}; about namespaces see {@link NamespaceRegistry}.
 */
@HttpExchange("/metadefs/objects")
public interface MetadefObjectRegistry {

  /** In the order of their making. */
  @GetExchange
  List<MetadefObject> list(@RequestParam String namespace, RequestContext caller);

  @GetExchange("/one")
  MetadefObject get(
      @RequestParam String namespace, @RequestParam String name, RequestContext caller);

  /**
   * @throws GlanceException.Duplicate if the namespace has an object of that name
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PostExchange
  MetadefObject create(
      @RequestParam String namespace, @RequestBody ObjectValues values, RequestContext caller);

  /**
   * @param name its present name
   * @throws GlanceException.Duplicate if another one has the new name
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PutExchange
  MetadefObject update(
      @RequestParam String namespace,
      @RequestParam String name,
      @RequestBody ObjectValues values,
      RequestContext caller);

  /**
   * Removes an object. Returns it as it was.
   *
   * @throws GlanceException.Forbidden also if the namespace is protected
   */
  @DeleteExchange
  MetadefObject delete(
      @RequestParam String namespace, @RequestParam String name, RequestContext caller);
}
