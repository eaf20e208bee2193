package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Members as API v1 has them: a member who {@linkplain ImageMember#canShare may share} adds others.
 * Owner and administrators share as well. Each of them knows, changes and removes the memberships
 * that {@link MemberRegistry#list} shows him: the one who is only a member no other than his own.
 *
 * <p>An image that the caller may not see is {@link GlanceException.NotFound} in every call.
 *
 * <p>Source: glance/registry/api/v1/members.py.
 */
@HttpExchange
public interface SharingRegistry {

  /**
   * What a project is a member of; of others' images only for itself and administrators.
   *
   * @param most memberships; of more the oldest ones are shown
   */
  @GetExchange("/memberships")
  List<ImageMember> ofProject(
      @RequestParam String project, @RequestParam int most, RequestContext caller);

  /**
   * Shares an image with projects, all of them or none. Who is new, or was removed before, has an
   * offer that is pending; who is a member keeps its status.
   *
   * @throws GlanceException.Forbidden if the caller may not share the image
   * @throws GlanceException.LimitExceeded if somebody is added and the image has then more members
   *     than it may
   */
  @PutExchange("/images/{imageId}/sharing")
  Changes share(@PathVariable String imageId, @RequestBody Sharing sharing, RequestContext caller);

  /**
   * Takes an image away from a project.
   *
   * @return the membership as it was
   * @throws GlanceException.Forbidden if the caller may not share the image
   * @throws GlanceException.NotFound worded {@code Membership could not be found.} if it is no
   *     member that the caller knows of
   */
  @DeleteExchange("/images/{imageId}/sharing")
  ImageMember withdraw(
      @PathVariable String imageId, @RequestParam String member, RequestContext caller);

  /**
   * @param canShare whether the member may share the image; absent: as before, not if it is new
   */
  record Grant(String member, @Nullable Boolean canShare) {}

  /**
   * @param grants of several to the same member the last one counts
   * @param onlyThese whether members who are not named are removed
   * @param most members that the image may have; negative: any number
   */
  record Sharing(List<Grant> grants, boolean onlyThese, int most) {
    public Sharing {
      grants = List.copyOf(grants);
    }
  }

  /**
   * @param removed as they were
   */
  record Changes(List<ImageMember> added, List<ImageMember> changed, List<ImageMember> removed) {
    public Changes {
      added = List.copyOf(added);
      changed = List.copyOf(changed);
      removed = List.copyOf(removed);
    }
  }
}
