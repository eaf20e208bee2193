package io.glance.api.v2;

import io.glance.api.frontdoor.NoBody;
import io.glance.api.schema.MetadefSchemas;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The JSON schemas of metadata definitions.
 *
 * <p>Source: glance/api/v2/schemas.py.
 */
@RestController
class MetadefSchemasController {
  private final MetadefSchemas schemas;

  MetadefSchemasController(MetadefSchemas schemas) {
    this.schemas = schemas;
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/namespace")
  JsonNode namespace() {
    return schemas.namespace();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/namespaces")
  JsonNode namespaces() {
    return schemas.namespaces();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/resource_type")
  JsonNode resourceType() {
    return schemas.resourceType();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/resource_types")
  JsonNode resourceTypes() {
    return schemas.resourceTypes();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/property")
  JsonNode property() {
    return schemas.property();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/properties")
  JsonNode properties() {
    return schemas.properties();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/object")
  JsonNode object() {
    return schemas.object();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/objects")
  JsonNode objects() {
    return schemas.objects();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/tag")
  JsonNode tag() {
    return schemas.tag();
  }

  @NoBody
  @GetMapping("/v2/schemas/metadefs/tags")
  JsonNode tags() {
    return schemas.tags();
  }
}
