package io.glance.api.v1;

import io.glance.api.image.ImageService;
import io.glance.api.protection.PropertyAccess;
import io.glance.api.protection.PropertyProtections;
import io.glance.api.quota.LimitProperties;
import io.glance.api.versions.OnFirstVersion;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ImageQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists of images, with little or all that is known of each.
 *
 * <p>Source: glance/api/v1/images.py, Controller.index and detail.
 */
@RestController
@Conditional(OnFirstVersion.class)
class V1ImageListController {
  private final ImageService images;
  private final PropertyProtections protections;
  private final LimitProperties limits;

  V1ImageListController(
      ImageService images, PropertyProtections protections, LimitProperties limits) {
    this.images = images;
    this.protections = protections;
    this.limits = limits;
  }

  @GetMapping({"/v1/", "/v1/images"})
  Map<String, Object> brief(HttpServletRequest request, RequestContext caller) {
    return ImageBodies.brief(find(request, caller));
  }

  @GetMapping("/v1/images/detail")
  Map<String, Object> detailed(HttpServletRequest request, RequestContext caller) {
    return ImageBodies.detailed(find(request, caller));
  }

  @RequestMapping(path = "/v1/images/detail", method = RequestMethod.HEAD)
  void refuseHead(HttpServletResponse response) {
    response.setHeader(HttpHeaders.ALLOW, "GET");
    throw new GlanceException.MethodNotAllowed(
        "This operation is currently not permitted on Glance images details.");
  }

  /** {@code detail} is no image's id. */
  @RequestMapping(
      path = "/v1/images/detail",
      method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE, RequestMethod.PATCH})
  void refuse(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
    throw new HttpRequestMethodNotSupportedException(request.getMethod(), Set.of("GET", "HEAD"));
  }

  private List<ShownImage> find(HttpServletRequest request, RequestContext caller) {
    images.requireMayList(caller);
    ImageQuery query = ImageListRequest.of(request.getQueryString(), limits, caller);
    PropertyAccess access = protections.of(caller);
    try {
      return images.list(query, caller).images().stream()
          .map(image -> ShownImage.of(image, access))
          .toList();
    } catch (GlanceException.Invalid | GlanceException.Forbidden e) {
      throw query.marker() == null ? e : badMarker(e);
    }
  }

  /** Whether there is no such image or the caller may not see it. */
  private static GlanceException badMarker(GlanceException why) {
    GlanceException bad = new GlanceException.Invalid("Invalid marker. Image could not be found.");
    bad.initCause(why);
    return bad;
  }
}
