package io.glance.api.member;

import io.glance.api.image.ImageAccess;
import io.glance.api.image.StorableText;
import io.glance.api.imagedata.ImageSharing;
import io.glance.api.notification.MemberEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.quota.Limits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.MemberRegistry;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Shares images with projects, which accept or reject them. Only images of visibility {@code
 * shared} have members.
 *
 * <p>Source: glance/api/v2/image_members.py.
 */
@Service
public class MemberService {
  private static final String ONLY_SHARED = "Only shared images have members.";

  private final MemberRegistry registry;
  private final ImageAccess access;
  private final Limits limits;
  private final ImagePolicy policy;
  private final MemberEvents events;
  private final ImageSharing sharing;

  MemberService(
      MemberRegistry registry,
      ImageAccess access,
      Limits limits,
      ImagePolicy policy,
      MemberEvents events,
      ImageSharing sharing) {
    this.registry = registry;
    this.access = access;
    this.limits = limits;
    this.policy = policy;
    this.events = events;
    this.sharing = sharing;
  }

  /**
   * All members for the owner and administrators, otherwise the caller's own membership.
   *
   * @throws GlanceException.Forbidden if the image is not shared
   */
  public List<ImageMember> list(String imageId, RequestContext caller) {
    Image image = find(imageId, caller);
    if (!isShared(image)) {
      throw new GlanceException.Forbidden(
          "Not allowed to list members for image %s: %s".formatted(image.id(), ONLY_SHARED));
    }
    policy.requireForMembers(PolicyRule.GET_MEMBERS, image, caller);
    return policy.allows(PolicyRule.GET_MEMBER, image, caller)
        ? registry.list(image.id(), caller)
        : List.of();
  }

  /**
   * @throws GlanceException.NotFound if the image is not shared, or not with that project, or the
   *     caller may not know
   */
  public ImageMember get(String imageId, String member, RequestContext caller) {
    Image image = find(imageId, caller);
    if (!isShared(image)) {
      throw new GlanceException.NotFound(ONLY_SHARED);
    }
    try {
      return memberOf(image, member, caller);
    } catch (GlanceException.Forbidden e) { // who may not know is not told more
      throw new GlanceException.NotFound(e.explanation());
    }
  }

  /**
   * Offers the image to a project.
   *
   * @throws GlanceException.Forbidden if the image is not shared, or not the caller's
   * @throws GlanceException.Duplicate if it is a member already
   * @throws GlanceException.LimitExceeded if the image has as many as it may
   * @throws GlanceException.Failed if a store was not told; the project is a member
   */
  public ImageMember add(String imageId, String member, RequestContext caller) {
    policy.requireMayWrite(caller);
    Image image = find(imageId, caller);
    if (!isShared(image) || !policy.mayChange(image, caller)) {
      throw notAllowedTo("create", image);
    }
    policy.requireForMembers(PolicyRule.ADD_MEMBER, image, caller);
    StorableText.requireField("member", member);
    ImageMember added = registry.add(image.id(), member, limits.members(), caller);
    events.created(added);
    sharing.share(image, caller);
    return added;
  }

  /**
   * Says what a project makes of the offer.
   *
   * @throws GlanceException.Forbidden if the image is not shared, or the caller is not that project
   * @throws GlanceException.NotFound if it is not a member
   */
  public ImageMember setStatus(
      String imageId, String member, MemberStatus status, RequestContext caller) {
    policy.requireMayWrite(caller);
    Image image = find(imageId, caller);
    if (!isShared(image) || (policy.isOnlyForOwners(caller) && isOwner(caller, image))) {
      throw notAllowedTo("update", image);
    }
    ImageMember known = memberOf(image, member, caller);
    policy.requireForMembers(PolicyRule.MODIFY_MEMBER, image, caller);
    ImageMember updated = registry.setStatus(image.id(), known.member(), status, caller);
    events.updated(updated);
    return updated;
  }

  /**
   * Takes the image away from a project.
   *
   * @throws GlanceException.Forbidden if the image is not shared, or not the caller's
   * @throws GlanceException.NotFound if it is not a member
   * @throws GlanceException.Failed if a store was not told; the project is no member any more
   */
  public void remove(String imageId, String member, RequestContext caller) {
    policy.requireMayWrite(caller);
    Image image = find(imageId, caller);
    if (!isShared(image) || (policy.isOnlyForOwners(caller) && !isOwner(caller, image))) {
      throw notAllowedTo("delete", image);
    }
    ImageMember known = memberOf(image, member, caller);
    policy.requireForMembers(PolicyRule.DELETE_MEMBER, image, caller);
    registry.remove(image.id(), known.member(), caller);
    events.deleted(known);
    sharing.share(image, caller);
  }

  private Image find(String imageId, RequestContext caller) {
    return access
        .find(imageId, caller)
        .orElseThrow(() -> new GlanceException.NotFound("Image %s not found.".formatted(imageId)));
  }

  private ImageMember memberOf(Image image, String member, RequestContext caller) {
    policy.requireForMembers(PolicyRule.GET_MEMBER, image, caller);
    return registry.list(image.id(), caller).stream()
        .filter(one -> one.member().equals(member))
        .findFirst()
        .orElseThrow(() ->
            new GlanceException.NotFound(
                "%s not found in the member list of the image %s.".formatted(member, image.id())));
  }

  private static boolean isShared(Image image) {
    return image.visibility() == Visibility.SHARED;
  }

  private static boolean isOwner(RequestContext caller, Image image) {
    return image.owner() != null && image.owner().equals(caller.projectId());
  }

  private static GlanceException notAllowedTo(String verb, Image image) {
    return new GlanceException.Forbidden(
        "Not allowed to %s members for image %s.".formatted(verb, image.id()));
  }
}
