package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.metadef.ObjectService;
import io.glance.api.schema.MetadefSchemas;
import io.glance.common.context.RequestContext;
import io.glance.common.metadef.MetadefObject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Objects of namespaces.
 *
 * <p>Source: glance/api/v2/metadef_objects.py.
 */
@RestController
class MetadefObjectsController {
  private final ObjectService objects;
  private final MetadefSchemas schemas;

  MetadefObjectsController(ObjectService objects, MetadefSchemas schemas) {
    this.objects = objects;
    this.schemas = schemas;
  }

  @GetMapping("/v2/metadefs/namespaces/{namespace}/objects")
  MetadefObjectView.Page list(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller) {
    MetadefListParameters.requireOfObjects(request.getQueryString());
    return MetadefObjectView.Page.of(namespace, objects.list(namespace, caller));
  }

  @PostMapping("/v2/metadefs/namespaces/{namespace}/objects")
  ResponseEntity<MetadefObjectView> create(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller)
      throws IOException {
    ObjectRequest wanted = ObjectRequest.toCreate(request, schemas);
    MetadefObject made = objects.create(namespace, wanted.values(), caller);
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(MetadefObjectView.of(namespace, made, wanted));
  }

  @NoBody
  @GetMapping("/v2/metadefs/namespaces/{namespace}/objects/{name}")
  MetadefObjectView show(
      @PathVariable String namespace, @PathVariable String name, RequestContext caller) {
    return MetadefObjectView.of(namespace, objects.get(namespace, name, caller));
  }

  @PutMapping("/v2/metadefs/namespaces/{namespace}/objects/{name}")
  MetadefObjectView update(
      @PathVariable String namespace,
      @PathVariable String name,
      HttpServletRequest request,
      RequestContext caller)
      throws IOException {
    ObjectRequest wanted = ObjectRequest.toUpdate(request, schemas);
    return MetadefObjectView.of(
        namespace, objects.update(namespace, name, wanted.values(), caller), wanted);
  }

  @NoBody
  @DeleteMapping("/v2/metadefs/namespaces/{namespace}/objects/{name}")
  ResponseEntity<Void> delete(
      @PathVariable String namespace, @PathVariable String name, RequestContext caller) {
    objects.delete(namespace, name, caller);
    return Answers.noContent();
  }
}
