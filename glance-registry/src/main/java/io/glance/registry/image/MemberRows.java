package io.glance.registry.image;

import io.glance.common.image.MemberStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of members for those who write. All methods need a transaction, with the image locked. */
final class MemberRows {
  private static final int NAMES_OF_A_STATEMENT = 200;

  private final MemberRepository members;
  private final ImageRows rows;

  MemberRows(MemberRepository members, ImageRows rows) {
    this.members = members;
    this.rows = rows;
  }

  long count(String imageId) {
    return members.countOf(imageId);
  }

  Optional<MemberEntity> live(String imageId, String member) {
    return members.everOf(imageId, member).stream().filter(row -> !row.deleted).findFirst();
  }

  /** The members of an image. Those who were removed are not looked at, however many there were. */
  Map<String, MemberEntity> live(String imageId) {
    Map<String, MemberEntity> live = new LinkedHashMap<>();
    members.liveOf(imageId).forEach(row -> live.putIfAbsent(row.member, row));
    return live;
  }

  /** What is known of the memberships of some, removed ones too: for each its newest row. */
  Map<String, MemberEntity> ever(String imageId, Collection<String> names) {
    Map<String, MemberEntity> ever = new LinkedHashMap<>();
    List<String> all = List.copyOf(names);
    for (int from = 0; from < all.size(); from += NAMES_OF_A_STATEMENT) {
      List<String> some = all.subList(from, Math.min(all.size(), from + NAMES_OF_A_STATEMENT));
      members.everOf(imageId, some).forEach(row -> ever.putIfAbsent(row.member, row));
    }
    return ever;
  }

  /** Offers an image to somebody who is no member; the offer is pending. */
  MemberEntity offer(String imageId, String member, boolean canShare) {
    List<MemberEntity> earlier = members.everOf(imageId, member);
    return offer(
        earlier.isEmpty() ? new MemberEntity() : earlier.getFirst(), imageId, member, canShare);
  }

  /** As {@link #offer(String, String, boolean)}, with the rows of the image at hand. */
  MemberEntity offer(
      Map<String, MemberEntity> all, String imageId, String member, boolean canShare) {
    return offer(all.getOrDefault(member, new MemberEntity()), imageId, member, canShare);
  }

  private MemberEntity offer(MemberEntity row, String imageId, String member, boolean canShare) {
    Instant now = rows.now();
    row.imageId = imageId;
    row.member = member;
    row.canShare = canShare;
    row.createdAt = now;
    row.updatedAt = now;
    row.deletedAt = null;
    row.deleted = false;
    row.status = MemberStatus.PENDING.wireName();
    return members.save(row);
  }

  void setCanShare(MemberEntity row, boolean canShare) {
    row.canShare = canShare;
    row.updatedAt = rows.now();
  }

  void remove(MemberEntity row) {
    row.deleted = true;
    row.deletedAt = rows.now();
  }
}
