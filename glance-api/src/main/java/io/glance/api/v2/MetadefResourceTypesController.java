package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.metadef.ResourceTypeService;
import io.glance.api.schema.MetadefSchemas;
import io.glance.common.context.RequestContext;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.AssociationValues;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Resource types, and what namespaces have to do with them.
 *
 * <p>Source: glance/api/v2/metadef_resource_types.py.
 */
@RestController
class MetadefResourceTypesController {
  private static final List<String> READ_ONLY = List.of("created_at", "updated_at");

  private final ResourceTypeService resourceTypes;
  private final MetadefSchemas schemas;

  MetadefResourceTypesController(ResourceTypeService resourceTypes, MetadefSchemas schemas) {
    this.resourceTypes = resourceTypes;
    this.schemas = schemas;
  }

  @NoBody
  @GetMapping("/v2/metadefs/resource_types")
  ResourceTypeView.Page list(RequestContext caller) {
    return ResourceTypeView.Page.of(resourceTypes.list(caller));
  }

  @NoBody
  @GetMapping("/v2/metadefs/namespaces/{namespace}/resource_types")
  AssociationView.Page associations(@PathVariable String namespace, RequestContext caller) {
    return AssociationView.Page.of(resourceTypes.associations(namespace, caller));
  }

  @PostMapping("/v2/metadefs/namespaces/{namespace}/resource_types")
  ResponseEntity<AssociationView> associate(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller)
      throws IOException {
    JsonNode body = MetadefBody.read(request, READ_ONLY);
    schemas.requireAssociation(body);
    AssociationValues values = AssociationView.sent(body).values();
    ResourceTypeAssociation made = resourceTypes.associate(namespace, values, caller);
    return ResponseEntity.status(HttpStatus.CREATED).body(AssociationView.of(made));
  }

  @NoBody
  @DeleteMapping("/v2/metadefs/namespaces/{namespace}/resource_types/{type}")
  ResponseEntity<Void> dissociate(
      @PathVariable String namespace, @PathVariable String type, RequestContext caller) {
    resourceTypes.dissociate(namespace, type, caller);
    return Answers.noContent();
  }
}
