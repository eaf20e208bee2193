package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.frontdoor.QueryString;
import io.glance.api.frontdoor.RequestUrl;
import io.glance.api.metadef.NamespaceService;
import io.glance.api.quota.LimitProperties;
import io.glance.api.schema.MetadefSchemas;
import io.glance.common.context.RequestContext;
import io.glance.common.metadef.NamespaceContents;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * Namespaces of metadata definitions.
 *
 * <p>Source: glance/api/v2/metadef_namespaces.py.
 */
@RestController
class MetadefNamespacesController {
  private final NamespaceService namespaces;
  private final MetadefSchemas schemas;
  private final LimitProperties limits;

  MetadefNamespacesController(
      NamespaceService namespaces, MetadefSchemas schemas, LimitProperties limits) {
    this.namespaces = namespaces;
    this.schemas = schemas;
    this.limits = limits;
  }

  @GetMapping("/v2/metadefs/namespaces")
  NamespaceView.Page list(HttpServletRequest request, RequestContext caller) {
    NamespaceListRequest wanted = NamespaceListRequest.of(request.getQueryString(), limits);
    return NamespaceView.Page.of(
        wanted.findsNothing()
            ? namespaces.listNothing(caller)
            : namespaces.list(wanted.query(), caller),
        wanted);
  }

  @PostMapping("/v2/metadefs/namespaces")
  ResponseEntity<NamespaceView> create(HttpServletRequest request, RequestContext caller)
      throws IOException {
    NamespaceRequest wanted = NamespaceRequest.of(request, schemas, caller);
    NamespaceContents made = namespaces.create(wanted.namespace(), caller);
    String path = NamespaceView.path(made.namespace().name());
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(
            HttpHeaders.LOCATION,
            RequestUrl.absolute(request, UriUtils.encodePath(path, StandardCharsets.UTF_8)))
        .body(NamespaceView.of(made.namespace(), wanted));
  }

  @NoBody
  @GetMapping("/v2/metadefs/namespaces/{namespace}")
  NamespaceView show(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller) {
    QueryString parameters = QueryString.of(request.getQueryString());
    return NamespaceView.of(
        namespaces.get(namespace, caller), parameters.last("resource_type").orElse(null));
  }

  @PutMapping("/v2/metadefs/namespaces/{namespace}")
  NamespaceView update(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller)
      throws IOException {
    NamespaceRequest wanted = NamespaceRequest.of(request, schemas, caller);
    return NamespaceView.of(namespaces.update(namespace, wanted.values(), caller));
  }

  @NoBody
  @DeleteMapping("/v2/metadefs/namespaces/{namespace}")
  ResponseEntity<Void> delete(@PathVariable String namespace, RequestContext caller) {
    namespaces.delete(namespace, caller);
    return Answers.noContent();
  }

  @DeleteMapping("/v2/metadefs/namespaces/{namespace}/objects")
  ResponseEntity<Void> deleteObjects(@PathVariable String namespace, RequestContext caller) {
    namespaces.deleteObjects(namespace, caller);
    return Answers.noContent();
  }

  @DeleteMapping("/v2/metadefs/namespaces/{namespace}/properties")
  ResponseEntity<Void> deleteProperties(@PathVariable String namespace, RequestContext caller) {
    namespaces.deleteProperties(namespace, caller);
    return Answers.noContent();
  }

  @DeleteMapping("/v2/metadefs/namespaces/{namespace}/tags")
  ResponseEntity<Void> deleteTags(@PathVariable String namespace, RequestContext caller) {
    namespaces.deleteTags(namespace, caller);
    return Answers.noContent();
  }
}
