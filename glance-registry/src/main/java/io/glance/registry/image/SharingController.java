package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import io.glance.common.registryapi.SharingRegistry;
import io.glance.registry.db.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SharingController implements SharingRegistry {
  private final MemberReader reader;
  private final ImageRows rows;
  private final MemberRows members;
  private final Transactions transactions;

  SharingController(
      MemberReader reader, ImageRows rows, MemberRows members, Transactions transactions) {
    this.reader = reader;
    this.rows = rows;
    this.members = members;
    this.transactions = transactions;
  }

  @Override
  public List<ImageMember> ofProject(String project, RequestContext caller) {
    return reader.ofProject(project, caller);
  }

  @Override
  public Changes share(String imageId, Sharing sharing, RequestContext caller) {
    Map<String, Grant> grants = new LinkedHashMap<>();
    for (Grant grant : sharing.grants()) {
      ColumnLimits.check("The member", grant.member(), ColumnLimits.NAME);
      grants.put(grant.member(), grant);
    }
    return transactions.run(() -> {
      ImageEntity image = rows.lock(imageId, caller);
      Map<String, MemberEntity> all = members.all(image.id);
      requireMayShare(image, all, caller);
      List<ImageMember> removed =
          sharing.onlyThese() ? removeOthers(image, all, grants, caller) : List.of();
      List<ImageMember> added = new ArrayList<>();
      List<ImageMember> changed = new ArrayList<>();
      for (Grant grant : grants.values()) {
        @Nullable MemberEntity row = all.get(grant.member());
        if (row == null || row.deleted) {
          boolean canShare = Boolean.TRUE.equals(grant.canShare());
          added.add(members.offer(all, image.id, grant.member(), canShare).toMember());
        } else if (isChange(grant, row) && knows(caller, image, row)) {
          members.setCanShare(row, Boolean.TRUE.equals(grant.canShare()));
          changed.add(row.toMember());
        }
      }
      requireRoom(image.id, added.size(), sharing.most());
      return new Changes(added, changed, removed);
    });
  }

  private List<ImageMember> removeOthers(
      ImageEntity image,
      Map<String, MemberEntity> all,
      Map<String, Grant> grants,
      RequestContext caller) {
    List<ImageMember> removed = new ArrayList<>();
    for (MemberEntity row : all.values()) {
      if (!row.deleted && !grants.containsKey(row.member) && knows(caller, image, row)) {
        removed.add(row.toMember());
        members.remove(row);
      }
    }
    return removed;
  }

  private static boolean isChange(Grant grant, MemberEntity row) {
    return grant.canShare() != null && grant.canShare() != row.canShare;
  }

  private static boolean knows(RequestContext caller, ImageEntity image, MemberEntity row) {
    return MemberReader.mayKnow(caller, image.owner, row.member);
  }

  /** With the image locked, no two additions take the last place. */
  private void requireRoom(String imageId, int added, int most) {
    if (added == 0 || most < 0) {
      return;
    }
    long attempted = members.count(imageId);
    if (attempted > most) {
      throw new GlanceException.LimitExceeded(
          ("The limit has been exceeded on the number of allowed image members for this image."
                  + " Attempted: %d, Maximum: %d")
              .formatted(attempted, most));
    }
  }

  private static void requireMayShare(
      ImageEntity image, Map<String, MemberEntity> all, RequestContext caller) {
    @Nullable String project = caller.projectId();
    if (caller.admin() || (project != null && project.equals(image.owner))) {
      return;
    }
    @Nullable MemberEntity own = project == null ? null : all.get(project);
    if (own == null || own.deleted || !own.canShare) {
      throw new GlanceException.Forbidden("No permission to share that image");
    }
  }

  @Override
  public ImageMember withdraw(String imageId, String member, RequestContext caller) {
    return transactions.run(() -> {
      ImageEntity image = rows.lock(imageId, caller);
      Map<String, MemberEntity> all = members.all(image.id);
      requireMayShare(image, all, caller);
      @Nullable MemberEntity row = all.get(member);
      if (row == null || row.deleted || !knows(caller, image, row)) {
        throw new GlanceException.NotFound("Membership could not be found.");
      }
      ImageMember was = row.toMember();
      members.remove(row);
      return was;
    });
  }
}
