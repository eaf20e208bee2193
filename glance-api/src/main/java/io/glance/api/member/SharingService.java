package io.glance.api.member;

import io.glance.api.image.ImageAccess;
import io.glance.api.image.StorableText;
import io.glance.api.imagedata.ImageSharing;
import io.glance.api.notification.MemberEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.quota.LimitProperties;
import io.glance.api.quota.Limits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageMember;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.common.registryapi.SharingRegistry;
import io.glance.common.registryapi.SharingRegistry.Changes;
import io.glance.common.registryapi.SharingRegistry.Grant;
import io.glance.common.registryapi.SharingRegistry.Sharing;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Shares images as API v1 does: members may pass them on, and nobody asks what visibility an image
 * has. Who may share is for the registry to say; the policy is asked before, also by the rules of
 * API v2 for adding and removing, which the original does not ask here.
 *
 * <p>Source: glance/api/v1/members.py.
 */
@Service
public class SharingService {
  private final SharingRegistry registry;
  private final MemberRegistry members;
  private final ImageAccess access;
  private final Limits limits;
  private final LimitProperties page;
  private final ImagePolicy policy;
  private final MemberEvents events;
  private final ImageSharing sharing;

  SharingService(
      SharingRegistry registry,
      MemberRegistry members,
      ImageAccess access,
      Limits limits,
      LimitProperties page,
      ImagePolicy policy,
      MemberEvents events,
      ImageSharing sharing) {
    this.registry = registry;
    this.members = members;
    this.access = access;
    this.limits = limits;
    this.page = page;
    this.policy = policy;
    this.events = events;
    this.sharing = sharing;
  }

  /**
   * All members for the owner and administrators, otherwise the caller's own membership.
   *
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  public List<ImageMember> list(String imageId, RequestContext caller) {
    Image image = find(imageId, caller);
    policy.requireForMembers(PolicyRule.GET_MEMBERS, image, caller);
    return members.list(image.id(), caller);
  }

  /**
   * What a project is a member of, as far as the caller may know: as many as a page of a list has
   * at most, the oldest ones.
   *
   * @throws GlanceException.Forbidden if the policy does not let him
   */
  public List<ImageMember> imagesOf(String project, RequestContext caller) {
    policy.requireMayListMemberships(caller);
    return registry.ofProject(project, page.apiLimitMax(), caller);
  }

  /**
   * Makes a project a member, or changes whether it may share.
   *
   * @throws GlanceException as {@link #replace}
   */
  public void share(String imageId, Grant grant, RequestContext caller) {
    share(imageId, new Sharing(List.of(grant), false, limits.members()), caller);
  }

  /**
   * Makes projects members, and nobody else, all of this or nothing.
   *
   * @throws GlanceException.Unauthorized if the caller is of no project
   * @throws GlanceException.Forbidden if the policy does not let him
   * @throws GlanceException.NotFound if the caller sees no such image, or may not share it
   * @throws GlanceException.LimitExceeded if they are too many
   * @throws GlanceException.Failed if a store was not told; the members are those that were wanted
   */
  public void replace(String imageId, List<Grant> grants, RequestContext caller) {
    share(imageId, new Sharing(grants, true, limits.members()), caller);
  }

  private void share(String imageId, Sharing wanted, RequestContext caller) {
    Image image = requireMayShare(PolicyRule.MODIFY_MEMBER, imageId, caller);
    policy.requireInPlaceOfOwner(PolicyRule.ADD_MEMBER, image, caller);
    if (wanted.onlyThese()) {
      policy.requireInPlaceOfOwner(PolicyRule.DELETE_MEMBER, image, caller);
    }
    wanted.grants().forEach(grant -> StorableText.requireField("member", grant.member()));
    Changes changes;
    try {
      changes = registry.share(image.id(), wanted, caller);
    } catch (GlanceException.Forbidden e) { // who may not share is told that there is nothing
      throw new GlanceException.NotFound(e.explanation());
    }
    changes.removed().forEach(events::deleted);
    changes.added().forEach(events::created);
    changes.changed().forEach(events::updated);
    if (!changes.added().isEmpty() || !changes.removed().isEmpty()) {
      sharing.share(image, caller);
    }
  }

  /**
   * Takes the image away from a project.
   *
   * @throws GlanceException as {@link #replace}, and {@link GlanceException.NotFound} if it is no
   *     member
   */
  public void withdraw(String imageId, String member, RequestContext caller) {
    Image image = requireMayShare(PolicyRule.DELETE_MEMBER, imageId, caller);
    ImageMember removed;
    try {
      removed = registry.withdraw(image.id(), member, caller);
    } catch (GlanceException.Forbidden e) {
      throw new GlanceException.NotFound(e.explanation());
    }
    events.deleted(removed);
    sharing.share(image, caller);
  }

  private Image requireMayShare(PolicyRule rule, String imageId, RequestContext caller) {
    policy.requireMayWrite(caller);
    if (caller.projectId() == null && !caller.admin()) {
      throw new GlanceException.Unauthorized(null, "No authenticated user");
    }
    Image image = find(imageId, caller);
    policy.requireToShare(rule, image, caller);
    return image;
  }

  private Image find(String imageId, RequestContext caller) {
    return access
        .find(imageId, caller)
        .orElseThrow(() ->
            new GlanceException.NotFound(
                null, "Image with identifier %s not found".formatted(imageId)));
  }
}
