package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.ForwardedRequests;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.frontdoor.RequestJson;
import io.glance.api.imagedata.DeclaredSize;
import io.glance.api.importing.ImportMethodProperties;
import io.glance.api.importing.ImportOrder;
import io.glance.api.importing.ImportService;
import io.glance.api.importing.StageForwarding;
import io.glance.api.importing.StageForwarding.Forwarded;
import io.glance.api.importing.StagingService;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Stages images and imports them.
 *
 * <p>Source: glance/api/v2/images.py, import_image; glance/api/v2/image_data.py, stage;
 * glance/api/v2/discovery.py.
 */
@RestController
class ImageImportController {
  private final ImportService imports;
  private final StagingService stagings;
  private final StageForwarding forwarding;
  private final ImportMethodProperties methods;

  ImageImportController(
      ImportService imports,
      StagingService stagings,
      StageForwarding forwarding,
      ImportMethodProperties methods) {
    this.imports = imports;
    this.stagings = stagings;
    this.forwarding = forwarding;
    this.methods = methods;
  }

  @PutMapping("/v2/images/{id}/stage")
  ResponseEntity<Void> stage(
      @PathVariable String id, HttpServletRequest request, RequestContext caller)
      throws IOException {
    if (!methods.offers("glance-direct")) {
      throw new GlanceException.NotFound("'glance-direct' method is not available at this site.");
    }
    ImageDataController.requireBytes(request.getContentType());
    long size =
        DeclaredSize.of(
            request.getHeader("x-openstack-image-size"), request.getContentLengthLong());
    stagings.stage(id, request.getInputStream(), size, caller);
    return Answers.noContent();
  }

  @PostMapping("/v2/images/{id}/import")
  ResponseEntity<?> begin(
      @PathVariable String id, HttpServletRequest request, RequestContext caller)
      throws IOException {
    JsonNode body = RequestJson.read(request);
    ImportOrder order = ImportRequest.order(body, methods);
    Optional<String> elsewhere =
        imports.begin(id, order, request.getHeader("x-image-meta-store"), caller);
    if (elsewhere.isPresent()) {
      Forwarded forwarded = ForwardedRequests.of(request, body.toString());
      return ForwardedRequests.relay(forwarding.to(elsewhere.get(), forwarded));
    }
    return Answers.accepted();
  }

  @NoBody
  @GetMapping("/v2/info/import")
  Map<String, Object> methods() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("description", "Import methods available.");
    described.put("type", "array");
    described.put("value", methods.methods());
    return Map.of("import-methods", described);
  }
}
