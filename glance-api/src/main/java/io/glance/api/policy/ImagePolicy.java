package io.glance.api.policy;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.Visibility;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a caller may do with an image. For those who may not know of an image it does not exist.
 *
 * <p>Where the operator keeps the old defaults, which let everybody pass, images are changed by
 * their owners and administrators only.
 *
 * <p>Source: glance/api/v2/policy.py, ImageAPIPolicy and MemberAPIPolicy.
 */
@Component
public final class ImagePolicy {
  private final Policy policy;
  private final boolean oldDefaults;

  ImagePolicy(Policy policy, PolicyProperties properties) {
    this.policy = policy;
    this.oldDefaults = !properties.enforceNewDefaults();
  }

  /**
   * To be asked first wherever something is changed.
   *
   * <p>Source: glance/common/utils.py, mutating.
   *
   * @throws GlanceException.Forbidden if nobody knows who the caller is
   */
  public void requireMayWrite(RequestContext caller) {
    if (caller.identity().readOnly()) {
      throw new GlanceException.Forbidden(null, "Read-only access");
    }
  }

  /**
   * @throws GlanceException.Forbidden if the caller may list no images at all
   */
  public void requireMayList(RequestContext caller) {
    policy.require(PolicyRule.GET_IMAGES, ofProject(caller.projectId()), caller);
  }

  /**
   * @param owner of the image that is to be
   * @throws GlanceException.Forbidden if the caller may make no such image
   */
  public void requireMayCreate(
      @Nullable String owner, Visibility visibility, RequestContext caller) {
    Attributes target = ImageTarget.ofNew(owner, visibility);
    boolean isForeign = !Objects.equals(owner, caller.projectId());
    if (!policy.allows(PolicyRule.ADD_IMAGE, target, caller) && isForeign) {
      throw new GlanceException.Forbidden(null, notFor(owner));
    }
    policy.require(PolicyRule.ADD_IMAGE, target, caller);
    requireVisibility(visibility, target, caller);
    if (isForeign && isOnlyForOwners(caller)) {
      throw new GlanceException.Forbidden(notFor(owner));
    }
  }

  /**
   * As {@link #require}, for what is done with an image together with its creation.
   *
   * @throws GlanceException.Forbidden if the caller may not
   */
  public void requireForNew(
      PolicyRule rule, @Nullable String owner, Visibility visibility, RequestContext caller) {
    policy.require(rule, ImageTarget.ofNew(owner, visibility), caller);
  }

  private static String notFor(@Nullable String owner) {
    return "You are not permitted to create images owned by '%s'"
        .formatted(owner == null ? "None" : owner);
  }

  /** Whether the rule lets the caller do it. */
  public boolean allows(PolicyRule rule, Image image, RequestContext caller) {
    Attributes target = ImageTarget.of(image, caller);
    return policy.allows(rule, target, caller);
  }

  /**
   * @throws GlanceException.NotFound without words of its own if the caller may not know of the
   *     image
   * @throws GlanceException.Forbidden if he may, but not do this
   */
  public void require(PolicyRule rule, Image image, RequestContext caller) {
    Attributes target = ImageTarget.of(image, caller);
    if (policy.allows(rule, target, caller)) {
      return;
    }
    if (rule == PolicyRule.GET_IMAGE || !policy.allows(PolicyRule.GET_IMAGE, target, caller)) {
      throw new GlanceException.NotFound(null, null);
    }
    policy.require(rule, target, caller);
  }

  /**
   * As {@link #require}, for what only owners and administrators may do under the old defaults.
   *
   * @throws GlanceException.Forbidden also if he is neither
   */
  public void requireOwned(PolicyRule rule, Image image, RequestContext caller) {
    require(rule, image, caller);
    if (!mayChange(image, caller)) {
      throw new GlanceException.Forbidden("You do not own this image");
    }
  }

  /** False only under the old defaults, for those who are neither owner nor administrator. */
  public boolean mayChange(Image image, RequestContext caller) {
    return owns(image, caller) || !isOnlyForOwners(caller);
  }

  private static boolean owns(Image image, RequestContext caller) {
    return image.owner() != null && image.owner().equals(caller.projectId());
  }

  /**
   * As {@link #require}, for rules about the members of an image.
   *
   * @throws GlanceException.NotFound without words of its own if the caller may not know of the
   *     image
   */
  public void requireForMembers(PolicyRule rule, Image image, RequestContext caller) {
    require(PolicyRule.GET_IMAGE, image, caller);
    policy.require(rule, ImageTarget.of(image, caller), caller);
  }

  /**
   * As {@link #requireForMembers}, for whoever shares an image in the way of API v1, be it the
   * owner or a member: the one of whose membership is spoken is himself.
   *
   * @throws GlanceException.NotFound without words of its own if the caller may not know of the
   *     image
   */
  public void requireToShare(PolicyRule rule, Image image, RequestContext caller) {
    require(PolicyRule.GET_IMAGE, image, caller);
    @Nullable String project = caller.projectId();
    policy.require(
        rule,
        project == null ? ImageTarget.of(image, caller) : ImageTarget.ofMember(image, project),
        caller);
  }

  /**
   * A rule that is written with owners in mind, asked of whoever shares an image in the way of API
   * v1: a member who does that stands in the place of the owner.
   *
   * @throws GlanceException.Forbidden if it does not let him
   */
  public void requireInPlaceOfOwner(PolicyRule rule, Image image, RequestContext caller) {
    @Nullable String project = caller.projectId();
    boolean isHis = project == null || project.equals(image.owner());
    policy.require(
        rule,
        isHis ? ImageTarget.of(image, caller) : ImageTarget.ofNew(project, image.visibility()),
        caller);
  }

  /**
   * @throws GlanceException.Forbidden if the caller may not look what a project has part in
   */
  public void requireMayListMemberships(RequestContext caller) {
    policy.require(PolicyRule.GET_MEMBERS, ofProject(caller.projectId()), caller);
  }

  /**
   * @throws GlanceException.Forbidden if the caller may not show an image to so many
   */
  public void requireVisibility(Visibility visibility, Image image, RequestContext caller) {
    requireVisibility(visibility, ImageTarget.of(image, caller), caller);
  }

  private void requireVisibility(Visibility visibility, Attributes target, RequestContext caller) {
    switch (visibility) {
      case PUBLIC -> policy.require(PolicyRule.PUBLICIZE_IMAGE, target, caller);
      case COMMUNITY -> policy.require(PolicyRule.COMMUNITIZE_IMAGE, target, caller);
      case SHARED, PRIVATE -> {}
    }
  }

  /** Whether the old defaults hold, under which ownership is asked for beside the rules. */
  public boolean isOnlyForOwners(RequestContext caller) {
    return oldDefaults && !caller.admin();
  }

  private static Attributes ofProject(@Nullable String project) {
    return Attributes.of(
        project == null ? Map.of() : Map.<String, @Nullable Object>of("project_id", project));
  }
}
