package io.glance.api.v1;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.RequestJson;
import io.glance.api.member.SharingService;
import io.glance.api.versions.OnFirstVersion;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.SharingRegistry.Grant;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The projects that an image is shared with, and the images that a project has part in.
 *
 * <p>Source: glance/api/v1/members.py and glance/registry/api/v1/members.py of 13.0.0. Where the
 * original ends in 500 because a body is not what it expects, here it is 400.
 */
@RestController
@Conditional(OnFirstVersion.class)
class V1MembersController {
  private final SharingService sharing;

  V1MembersController(SharingService sharing) {
    this.sharing = sharing;
  }

  @GetMapping("/v1/images/{id}/members")
  V1MemberView.Members list(@PathVariable String id, RequestContext caller) {
    return V1MemberView.Members.of(sharing.list(id, caller));
  }

  @PutMapping("/v1/images/{id}/members")
  ResponseEntity<Void> replace(
      @PathVariable String id, HttpServletRequest request, RequestContext caller)
      throws IOException {
    sharing.replace(id, grants(RequestJson.read(request)), caller);
    return Answers.noContent();
  }

  /** There is nothing to show of one member. */
  @GetMapping("/v1/images/{id}/members/{member}")
  void show() throws HttpRequestMethodNotSupportedException {
    throw new HttpRequestMethodNotSupportedException("GET", Set.of("PUT", "DELETE"));
  }

  @PutMapping("/v1/images/{id}/members/{member}")
  ResponseEntity<Void> share(
      @PathVariable String id,
      @PathVariable String member,
      HttpServletRequest request,
      RequestContext caller)
      throws IOException {
    @Nullable JsonNode body = RequestJson.readIfPresent(request).orElse(null);
    @Nullable JsonNode said = body == null ? null : body.get("member");
    sharing.share(id, new Grant(member, canShare(said)), caller);
    return Answers.noContent();
  }

  @DeleteMapping("/v1/images/{id}/members/{member}")
  ResponseEntity<Void> withdraw(
      @PathVariable String id, @PathVariable String member, RequestContext caller) {
    sharing.withdraw(id, member, caller);
    return Answers.noContent();
  }

  /** The original asks for no verb here. */
  @RequestMapping(
      path = "/v1/shared-images/{member}",
      method = {
        RequestMethod.GET,
        RequestMethod.HEAD,
        RequestMethod.POST,
        RequestMethod.PUT,
        RequestMethod.PATCH,
        RequestMethod.DELETE
      })
  V1MemberView.SharedImages sharedImages(@PathVariable String member, RequestContext caller) {
    return V1MemberView.SharedImages.of(sharing.imagesOf(member, caller));
  }

  /**
   * A body without a list is itself the only membership. Source:
   * glance/registry/client/v1/client.py, replace_members.
   */
  private static List<Grant> grants(JsonNode body) {
    if (!body.isObject()) {
      throw invalid("memberships");
    }
    if (!body.has("memberships")) {
      return List.of(grant(body));
    }
    JsonNode list = body.get("memberships");
    if (!list.isArray()) {
      throw invalid("memberships");
    }
    List<Grant> grants = new ArrayList<>();
    list.forEach(one -> grants.add(grant(one)));
    return grants;
  }

  private static Grant grant(JsonNode membership) {
    JsonNode member = membership.path("member_id");
    if (!member.isString()) {
      throw invalid("member_id");
    }
    return new Grant(member.stringValue(), canShare(membership));
  }

  private static GlanceException invalid(String key) {
    return new GlanceException.Invalid("Invalid membership association: '%s'".formatted(key));
  }

  /**
   * @param said of a member
   */
  private static @Nullable Boolean canShare(@Nullable JsonNode said) {
    return (said == null || !said.has("can_share"))
        ? null
        : RequestJson.isTrue(said.get("can_share"));
  }
}
