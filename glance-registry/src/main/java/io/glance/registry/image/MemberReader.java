package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.LiveRow;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the members of an image, in one statement. */
final class MemberReader {
  private static final String COLUMNS =
      "i.id, i.owner, m.member, m.status, m.created_at, m.updated_at, m.can_share";

  private final Queries queries;

  MemberReader(Queries queries) {
    this.queries = queries;
  }

  /**
   * All members for the owner and administrators; otherwise the caller's own membership only.
   *
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  List<ImageMember> list(String imageId, RequestContext caller) {
    SqlCondition visible = VisibilityRule.ofOne(caller);
    List<Object> parameters = new ArrayList<>();
    parameters.add(imageId);
    parameters.addAll(visible.parameters());
    @Nullable List<ImageMember> found =
        imageId.length() > ImageReader.LONGEST_ID
            ? null
            : queries.read(
                "SELECT "
                    + COLUMNS
                    + " FROM images i LEFT JOIN image_members m ON m.image_id = i.id"
                    + " AND "
                    + LiveRow.of("m")
                    + " WHERE i.id = ? AND i.deleted = 0 AND "
                    + visible.sql()
                    + " ORDER BY m.id",
                parameters,
                rows -> members(rows, caller));
    if (found == null) {
      throw ImageReader.notFound(imageId);
    }
    return found;
  }

  /**
   * What a project is a member of; of the images of others only for itself and administrators.
   *
   * <p>Source: glance/registry/api/v1/members.py, index_shared_images.
   */
  List<ImageMember> ofProject(String project, int most, RequestContext caller) {
    List<Object> parameters = new ArrayList<>(List.of(project));
    String known = "";
    if (!caller.admin() && !project.equals(caller.projectId())) {
      if (caller.projectId() == null) {
        return List.of();
      }
      known = " AND i.owner = ?";
      parameters.add(caller.projectId());
    }
    @Nullable List<ImageMember> found =
        queries.read(
            "SELECT "
                + COLUMNS
                + " FROM image_members m JOIN images i ON i.id = m.image_id"
                + " WHERE m.member = ? AND "
                + LiveRow.of("m")
                + " AND "
                + LiveRow.of("i")
                + known
                + " ORDER BY m.id LIMIT "
                + most,
            parameters,
            rows -> members(rows, caller));
    return found == null ? List.of() : found;
  }

  private static @Nullable List<ImageMember> members(ResultSet rows, RequestContext caller)
      throws SQLException {
    @Nullable List<ImageMember> members = null;
    while (rows.next()) {
      members = members == null ? new ArrayList<>() : members;
      @Nullable String member = rows.getString(3);
      if (member != null && mayKnow(caller, rows.getString(2), member)) {
        members.add(member(rows, member));
      }
    }
    return members;
  }

  /** Whether a caller may know that an image of that owner has that member. */
  static boolean mayKnow(RequestContext caller, @Nullable String owner, String member) {
    @Nullable String project = caller.projectId();
    return caller.admin() || (project != null && (project.equals(owner) || project.equals(member)));
  }

  private static ImageMember member(ResultSet rows, String member) throws SQLException {
    @Nullable String updated = rows.getString(6);
    return new ImageMember(
        rows.getString(1),
        member,
        MemberStatus.of(rows.getString(4)),
        rows.getBoolean(7),
        DatabaseTime.read(rows.getString(5)),
        updated == null ? null : DatabaseTime.read(updated));
  }
}
