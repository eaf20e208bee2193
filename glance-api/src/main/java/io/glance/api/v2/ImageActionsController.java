package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.image.StatusService;
import io.glance.common.context.RequestContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes images out of use and back.
 *
 * <p>Source: glance/api/v2/image_actions.py.
 */
@RestController
class ImageActionsController {
  private final StatusService statuses;

  ImageActionsController(StatusService statuses) {
    this.statuses = statuses;
  }

  @NoBody
  @PostMapping("/v2/images/{id}/actions/deactivate")
  ResponseEntity<Void> deactivate(@PathVariable String id, RequestContext caller) {
    statuses.deactivate(id, caller);
    return Answers.noContent();
  }

  @NoBody
  @PostMapping("/v2/images/{id}/actions/reactivate")
  ResponseEntity<Void> reactivate(@PathVariable String id, RequestContext caller) {
    statuses.reactivate(id, caller);
    return Answers.noContent();
  }
}
