package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.frontdoor.QueryString;
import io.glance.api.metadef.PropertyService;
import io.glance.api.schema.MetadefSchemas;
import io.glance.api.schema.PropertyType;
import io.glance.common.context.RequestContext;
import io.glance.common.metadef.MetadefProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Properties of namespaces.
 *
 * <p>Source: glance/api/v2/metadef_properties.py.
 */
@RestController
class MetadefPropertiesController {
  private static final List<String> READ_ONLY = List.of("created_at", "updated_at");

  private final PropertyService properties;
  private final MetadefSchemas schemas;

  MetadefPropertiesController(PropertyService properties, MetadefSchemas schemas) {
    this.properties = properties;
    this.schemas = schemas;
  }

  /** All properties of a namespace, by name. */
  record Page(Map<String, ObjectNode> properties) {}

  @NoBody
  @GetMapping("/v2/metadefs/namespaces/{namespace}/properties")
  Page list(@PathVariable String namespace, RequestContext caller) {
    return new Page(NamespaceView.properties(properties.list(namespace, caller)));
  }

  @PostMapping("/v2/metadefs/namespaces/{namespace}/properties")
  ResponseEntity<ObjectNode> create(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller)
      throws IOException {
    MetadefProperty made = properties.create(namespace, wanted(request), caller);
    return ResponseEntity.status(HttpStatus.CREATED).body(shown(made));
  }

  @GetMapping("/v2/metadefs/namespaces/{namespace}/properties/{name}")
  ObjectNode show(
      @PathVariable String namespace,
      @PathVariable String name,
      HttpServletRequest request,
      RequestContext caller) {
    String type = QueryString.of(request.getQueryString()).last("resource_type").orElse("");
    return shown(
        type.isEmpty()
            ? properties.get(namespace, name, caller)
            : properties.getOfType(namespace, name, type, caller));
  }

  @PutMapping("/v2/metadefs/namespaces/{namespace}/properties/{name}")
  ObjectNode update(
      @PathVariable String namespace,
      @PathVariable String name,
      HttpServletRequest request,
      RequestContext caller)
      throws IOException {
    return shown(properties.update(namespace, name, wanted(request), caller));
  }

  @DeleteMapping("/v2/metadefs/namespaces/{namespace}/properties/{name}")
  ResponseEntity<Void> delete(
      @PathVariable String namespace, @PathVariable String name, RequestContext caller) {
    properties.delete(namespace, name, caller);
    return Answers.noContent();
  }

  private MetadefProperty wanted(HttpServletRequest request) throws IOException {
    JsonNode body = MetadefBody.read(request, READ_ONLY);
    schemas.requireProperty(body);
    return new MetadefProperty(
        body.get("name").stringValue(), PropertyType.text(PropertyType.ofRequest(body)));
  }

  /** With its name, which files do not repeat in the definition. */
  private static ObjectNode shown(MetadefProperty property) {
    ObjectNode stored = PropertyType.parse(property.schema());
    return PropertyType.ofStored(stored.put("name", property.name()));
  }
}
