package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.image.MemberStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
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
            + " WHERE m.image_id = i.id AND m.member = ? AND m.deleted = 0)))",
        List.of(caller.projectId(), caller.projectId()));
  }

  /**
   * What a list shows, as alternatives of which no image meets two. Each can be read off an index
   * in the order of the list, which their disjunction could not.
   *
   * @param memberStatus which offers to share count; absent: all
   */
  static List<SqlCondition> ofList(
      RequestContext caller, VisibilityScope scope, @Nullable MemberStatus memberStatus) {
    if (caller.admin()) {
      return List.of(administrator(caller.projectId(), scope));
    }
    List<SqlCondition> alternatives = new ArrayList<>();
    @Nullable String project = caller.projectId();
    if (project != null) {
      alternatives.add(own(project, scope));
    }
    if (shows(scope, VisibilityScope.PUBLIC)) {
      alternatives.add(ofOthers("public", project));
    }
    if (scope == VisibilityScope.COMMUNITY || scope == VisibilityScope.ALL) {
      alternatives.add(ofOthers("community", project));
    }
    if (project != null && shows(scope, VisibilityScope.SHARED)) {
      alternatives.add(shared(project, memberStatus));
    }
    return alternatives;
  }

  private static boolean shows(VisibilityScope scope, VisibilityScope part) {
    return scope == part || scope == VisibilityScope.USUAL || scope == VisibilityScope.ALL;
  }

  private static SqlCondition administrator(@Nullable String project, VisibilityScope scope) {
    return switch (scope) {
      case ALL -> EVERYTHING;
      case USUAL ->
          project == null
              ? SqlCondition.of("i.visibility <> 'community'")
              : new SqlCondition("(i.visibility <> 'community' OR i.owner = ?)", List.of(project));
      case PUBLIC -> SqlCondition.of("i.visibility = 'public'");
      case COMMUNITY -> SqlCondition.of("i.visibility = 'community'");
      case SHARED -> SqlCondition.of("i.visibility = 'shared'");
      case PRIVATE -> SqlCondition.of("i.visibility = 'private'");
    };
  }

  private static SqlCondition own(String project, VisibilityScope scope) {
    String visibility =
        switch (scope) {
          case USUAL, ALL -> "";
          case PUBLIC -> " AND i.visibility = 'public'";
          case COMMUNITY -> " AND i.visibility = 'community'";
          case SHARED -> " AND i.visibility = 'shared'";
          case PRIVATE -> " AND i.visibility = 'private'";
        };
    return new SqlCondition("i.owner = ?" + visibility, List.of(project));
  }

  private static SqlCondition ofOthers(String visibility, @Nullable String project) {
    String condition = "i.visibility = '" + visibility + "'";
    return project == null
        ? SqlCondition.of(condition)
        : new SqlCondition(condition + " AND (i.owner IS NULL OR i.owner <> ?)", List.of(project));
  }

  private static SqlCondition shared(String project, @Nullable MemberStatus status) {
    List<Object> parameters = new ArrayList<>(List.of(project));
    String ofStatus = "";
    if (status != null) {
      ofStatus = " AND m.status = ?";
      parameters.add(status.wireName());
    }
    parameters.add(project);
    return new SqlCondition(
        "i.visibility = 'shared' AND i.id IN (SELECT m.image_id FROM image_members m"
            + " WHERE m.member = ? AND m.deleted = 0"
            + ofStatus
            + ") AND (i.owner IS NULL OR i.owner <> ?)",
        parameters);
  }
}
