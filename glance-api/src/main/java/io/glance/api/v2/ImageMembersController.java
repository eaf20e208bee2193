package io.glance.api.v2;

import io.glance.api.frontdoor.NoBody;
import io.glance.api.frontdoor.RequestJson;
import io.glance.api.member.MemberService;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.MemberStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The projects that an image is shared with.
 *
 * <p>Source: glance/api/v2/image_members.py.
 */
@RestController
class ImageMembersController {
  private final MemberService members;

  ImageMembersController(MemberService members) {
    this.members = members;
  }

  @NoBody
  @GetMapping("/v2/images/{id}/members")
  MemberView.Page list(@PathVariable String id, RequestContext caller) {
    return MemberView.Page.of(members.list(id, caller));
  }

  @PostMapping("/v2/images/{id}/members")
  MemberView add(@PathVariable String id, HttpServletRequest request, RequestContext caller)
      throws IOException {
    return MemberView.of(members.add(id, newMember(RequestJson.read(request)), caller));
  }

  @NoBody
  @GetMapping("/v2/images/{id}/members/{member}")
  MemberView show(@PathVariable String id, @PathVariable String member, RequestContext caller) {
    return MemberView.of(members.get(id, member, caller));
  }

  @PutMapping("/v2/images/{id}/members/{member}")
  MemberView update(
      @PathVariable String id,
      @PathVariable String member,
      HttpServletRequest request,
      RequestContext caller)
      throws IOException {
    JsonNode wanted = wantedStatus(RequestJson.read(request));
    return MemberView.of(members.setStatus(id, member, status(wanted), caller));
  }

  @NoBody
  @DeleteMapping("/v2/images/{id}/members/{member}")
  ResponseEntity<Void> remove(
      @PathVariable String id, @PathVariable String member, RequestContext caller) {
    members.remove(id, member, caller);
    return ResponseEntity.noContent().build();
  }

  private static String newMember(JsonNode body) {
    if (body.isObject() && !body.has("member")) {
      throw new GlanceException.Invalid("Member to be added not specified");
    }
    JsonNode member = body.path("member");
    if (body.isObject() && !RequestJson.isTrue(member)) {
      throw new GlanceException.Invalid("Member can't be empty");
    }
    if (!member.isString()) {
      throw new GlanceException.Invalid(
          "Expected a member in the form: {\"member\": \"image_id\"}");
    }
    return member.stringValue();
  }

  private static JsonNode wantedStatus(JsonNode body) {
    if (!body.isObject()) {
      throw new GlanceException.Invalid("Expected a status in the form: {\"status\": \"status\"}");
    }
    if (!body.has("status")) {
      throw new GlanceException.Invalid("Status not specified");
    }
    return body.get("status");
  }

  private static MemberStatus status(JsonNode wanted) {
    try {
      return MemberStatus.of(wanted.isString() ? wanted.stringValue() : "");
    } catch (IllegalArgumentException _) {
      throw new GlanceException.Invalid(
          "Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\".");
    }
  }
}
