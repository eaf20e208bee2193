package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import io.glance.common.registryapi.SharingRegistry;
import io.glance.registry.db.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  public List<ImageMember> ofProject(String project, int most, RequestContext caller) {
    return reader.ofProject(project, most, caller);
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
      Map<String, MemberEntity> live = members.live(image.id);
      requireMayShare(image, live, caller);
      List<MemberEntity> leaving =
          sharing.onlyThese() ? others(image, live, grants, caller) : List.of();
      Set<String> coming = new LinkedHashSet<>(grants.keySet());
      coming.removeAll(live.keySet());
      requireRoom(coming.size(), live.size() - leaving.size(), sharing.most());
      List<ImageMember> removed = leaving.stream().map(this::remove).toList();
      return new Changes(add(image, grants, coming), change(image, grants, live, caller), removed);
    });
  }

  private static List<MemberEntity> others(
      ImageEntity image,
      Map<String, MemberEntity> live,
      Map<String, Grant> grants,
      RequestContext caller) {
    return live.values().stream()
        .filter(row -> !grants.containsKey(row.member) && knows(caller, image, row))
        .toList();
  }

  private ImageMember remove(MemberEntity row) {
    ImageMember was = row.toMember();
    members.remove(row);
    return was;
  }

  private List<ImageMember> add(ImageEntity image, Map<String, Grant> grants, Set<String> coming) {
    Map<String, MemberEntity> vacant = members.vacant(image.id, coming);
    List<ImageMember> added = new ArrayList<>();
    for (Grant grant : grants.values()) {
      if (coming.contains(grant.member())) {
        boolean canShare = Boolean.TRUE.equals(grant.canShare());
        added.add(members.offer(vacant, image.id, grant.member(), canShare).toMember());
      }
    }
    return added;
  }

  private List<ImageMember> change(
      ImageEntity image,
      Map<String, Grant> grants,
      Map<String, MemberEntity> live,
      RequestContext caller) {
    List<ImageMember> changed = new ArrayList<>();
    for (Grant grant : grants.values()) {
      @Nullable MemberEntity row = live.get(grant.member());
      if (row != null && isChange(grant, row) && knows(caller, image, row)) {
        members.setCanShare(row, Boolean.TRUE.equals(grant.canShare()));
        changed.add(row.toMember());
      }
    }
    return changed;
  }

  private static boolean isChange(Grant grant, MemberEntity row) {
    return grant.canShare() != null && grant.canShare() != row.canShare;
  }

  private static boolean knows(RequestContext caller, ImageEntity image, MemberEntity row) {
    return MemberReader.mayKnow(caller, image.owner, row.member);
  }

  /** Before anything is written. With the image locked, no two additions take the last place. */
  private static void requireRoom(int added, int others, int most) {
    int attempted = others + added;
    if (added > 0 && most >= 0 && attempted > most) {
      throw new GlanceException.LimitExceeded(
          ("The limit has been exceeded on the number of allowed image members for this image."
                  + " Attempted: %d, Maximum: %d")
              .formatted(attempted, most));
    }
  }

  private static void requireMayShare(
      ImageEntity image, Map<String, MemberEntity> live, RequestContext caller) {
    @Nullable String project = caller.projectId();
    if (caller.admin() || (project != null && project.equals(image.owner))) {
      return;
    }
    @Nullable MemberEntity own = project == null ? null : live.get(project);
    if (own == null || !own.canShare) {
      throw new GlanceException.Forbidden("No permission to share that image");
    }
  }

  @Override
  public ImageMember withdraw(String imageId, String member, RequestContext caller) {
    return transactions.run(() -> {
      ImageEntity image = rows.lock(imageId, caller);
      Map<String, MemberEntity> live = members.live(image.id);
      requireMayShare(image, live, caller);
      @Nullable MemberEntity row = live.get(member);
      if (row == null || !knows(caller, image, row)) {
        throw new GlanceException.NotFound("Membership could not be found.");
      }
      return remove(row);
    });
  }
}
