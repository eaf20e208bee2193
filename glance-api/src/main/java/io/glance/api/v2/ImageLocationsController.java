package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.RequestJson;
import io.glance.api.locationimport.LocationImportService;
import io.glance.api.locationimport.LocationOrder;
import io.glance.api.schema.AddLocationSchema;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Adds locations and lists them, for services.
 *
 * <p>Source: glance/api/v2/images.py, add_location and get_locations.
 */
@RestController
class ImageLocationsController {
  private static final String PATH = "/v2/images/{id}/locations";

  private final LocationImportService locations;
  private final AddLocationSchema schema;

  ImageLocationsController(LocationImportService locations, AddLocationSchema schema) {
    this.locations = locations;
    this.schema = schema;
  }

  @PostMapping(PATH)
  ResponseEntity<Void> add(
      @PathVariable String id, HttpServletRequest request, RequestContext caller)
      throws IOException {
    JsonNode body = RequestJson.read(request);
    schema.requireValid(body);
    locations.begin(id, order(body), caller);
    return Answers.accepted();
  }

  private static LocationOrder order(JsonNode body) {
    JsonNode data = body.path("validation_data");
    String url = body.get("url").stringValue();
    if (data.isEmpty()) {
      return new LocationOrder(url, null);
    }
    return new LocationOrder(
        url,
        new LocationOrder.Expected(
            data.get("os_hash_algo").stringValue(), data.get("os_hash_value").stringValue()));
  }

  @GetMapping(PATH)
  List<LocationView> list(@PathVariable String id, RequestContext caller) {
    return locations.list(id, caller).stream().map(LocationView::of).toList();
  }

  /** The original names one verb only. */
  @RequestMapping(
      path = PATH,
      method = {
        RequestMethod.PUT,
        RequestMethod.PATCH,
        RequestMethod.DELETE,
        RequestMethod.HEAD,
        RequestMethod.OPTIONS
      })
  void refuse(HttpServletResponse response) {
    response.setHeader(HttpHeaders.ALLOW, "POST");
    throw new GlanceException.MethodNotAllowed(null);
  }
}
