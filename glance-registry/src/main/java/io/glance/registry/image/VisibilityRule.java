package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.image.MemberStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import io.glance.registry.db.LiveRow;
import io.glance.registry.image.ListedPart.Reach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who sees which images: administrators all; everybody those without an owner, public and community
 * ones, their own, and those shared with them.
 *
 * <p>Source: glance/db/utils.py, is_image_visible, and glance/db/sqlalchemy/api.py,
 * _select_images_query and _image_get_all. A list leaves out what the rule allows by id only:
 * images without an owner, unless public; community images of others, unless asked for; offers to
 * share that were not accepted.
 *
 * <p>All conditions speak of {@code images i}.
 */
final class VisibilityRule {
  private static final SqlCondition EVERYTHING = SqlCondition.of("1 = 1");

  private VisibilityRule() {}

  /** Whether a project is a member of an image. */
  @FunctionalInterface
  interface Membership {
    boolean isMember(String imageId, String project);
  }

  /** The rule for an image at hand; asks about membership only if it comes down to that. */
  static boolean sees(ImageEntity image, RequestContext caller, Membership membership) {
    if (caller.admin() || image.owner == null) {
      return true;
    }
    @Nullable String project = caller.projectId();
    return switch (Visibility.of(image.visibility)) {
      case PUBLIC, COMMUNITY -> true;
      case PRIVATE -> image.owner.equals(project);
      case SHARED ->
          project != null
              && (image.owner.equals(project) || membership.isMember(image.id, project));
    };
  }

  /** The same rule as a condition. */
  static SqlCondition ofOne(RequestContext caller) {
    if (caller.admin()) {
      return EVERYTHING;
    }
    SqlCondition open =
        SqlCondition.of("i.owner IS NULL OR i.visibility IN ('public', 'community')");
    if (caller.projectId() == null) {
      return SqlCondition.of("(" + open.sql() + ")");
    }
    return new SqlCondition(
        "("
            + open.sql()
            + " OR i.owner = ? OR (i.visibility = 'shared' AND EXISTS (SELECT 1 FROM image_members m"
            + " WHERE m.image_id = i.id AND m.member = ? AND "
            + LiveRow.of("m")
            + ")))",
        List.of(caller.projectId(), caller.projectId()));
  }

  /**
   * What a list shows, in disjoint parts. Each can be read off an index in the order of the list,
   * which their union could not.
   *
   * @param memberStatus which offers to share count; absent: all
   */
  static List<ListedPart> ofList(
      RequestContext caller, VisibilityScope scope, @Nullable MemberStatus memberStatus) {
    if (caller.admin()) {
      return List.of(administrator(caller.projectId(), scope));
    }
    List<ListedPart> parts = new ArrayList<>();
    @Nullable String project = caller.projectId();
    if (project != null) {
      parts.add(own(project, scope));
    }
    if (shows(scope, VisibilityScope.PUBLIC)) {
      parts.add(ofOthers("public", project));
    }
    if (scope == VisibilityScope.COMMUNITY || scope == VisibilityScope.ALL) {
      parts.add(ofOthers("community", project));
    }
    boolean showsShared =
        shows(scope, VisibilityScope.SHARED) || scope == VisibilityScope.NOT_PUBLIC;
    if (project != null && showsShared) {
      parts.add(shared(project, memberStatus));
    }
    return parts;
  }

  private static boolean shows(VisibilityScope scope, VisibilityScope part) {
    return scope == part || scope == VisibilityScope.USUAL || scope == VisibilityScope.ALL;
  }

  private static ListedPart administrator(@Nullable String project, VisibilityScope scope) {
    return switch (scope) {
      case ALL -> new ListedPart(EVERYTHING, Reach.ALL);
      case USUAL -> new ListedPart(withoutForeignCommunity(project), Reach.ALL);
      case PUBLIC -> visible("public");
      case COMMUNITY -> visible("community");
      case SHARED -> visible("shared");
      case PRIVATE -> visible("private");
      case NOT_PUBLIC -> new ListedPart(SqlCondition.of("i.visibility <> 'public'"), Reach.ALL);
    };
  }

  private static SqlCondition withoutForeignCommunity(@Nullable String project) {
    return project == null
        ? SqlCondition.of("i.visibility <> 'community'")
        : new SqlCondition("(i.visibility <> 'community' OR i.owner = ?)", List.of(project));
  }

  private static ListedPart visible(String visibility) {
    return new ListedPart(SqlCondition.of("i.visibility = '" + visibility + "'"), Reach.VISIBILITY);
  }

  private static ListedPart own(String project, VisibilityScope scope) {
    String visibility =
        switch (scope) {
          case USUAL, ALL -> "";
          case PUBLIC -> " AND i.visibility = 'public'";
          case COMMUNITY -> " AND i.visibility = 'community'";
          case SHARED -> " AND i.visibility = 'shared'";
          case PRIVATE -> " AND i.visibility = 'private'";
          case NOT_PUBLIC -> " AND i.visibility <> 'public'";
        };
    return new ListedPart(
        new SqlCondition("i.owner = ?" + visibility, List.of(project)), Reach.OWNER);
  }

  private static ListedPart ofOthers(String visibility, @Nullable String project) {
    if (project == null) {
      return visible(visibility);
    }
    return new ListedPart(
        new SqlCondition(
            "i.visibility = '" + visibility + "' AND (i.owner IS NULL OR i.owner <> ?)",
            List.of(project)),
        Reach.VISIBILITY);
  }

  private static ListedPart shared(String project, @Nullable MemberStatus status) {
    List<Object> parameters = new ArrayList<>(List.of(project));
    String ofStatus = "";
    if (status != null) {
      ofStatus = " AND m.status = ?";
      parameters.add(status.wireName());
    }
    parameters.add(project);
    return new ListedPart(
        new SqlCondition(
            "i.visibility = 'shared' AND i.id IN (SELECT m.image_id FROM image_members m"
                + " WHERE m.member = ? AND "
                + LiveRow.of("m")
                + ofStatus
                + ") AND (i.owner IS NULL OR i.owner <> ?)",
            parameters),
        Reach.IDS);
  }
}
