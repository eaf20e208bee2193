package io.glance.registry.image;

import io.glance.common.image.MemberStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Limit;

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

  /**
   * Rows for some who are to be members, as far as there are any: of each the one of its earlier
   * membership, otherwise that of somebody else who was removed. So an image never has more rows
   * than it had members at the same time, however often they change.
   */
  Map<String, MemberEntity> vacant(String imageId, Collection<String> names) {
    Map<String, MemberEntity> vacant = ever(imageId, names);
    List<String> others = names.stream().filter(name -> !vacant.containsKey(name)).toList();
    if (others.isEmpty()) {
      return vacant;
    }
    Set<MemberEntity> taken = new HashSet<>(vacant.values());
    Iterator<MemberEntity> removed =
        members.removedOf(imageId, Limit.of(names.size())).stream()
            .filter(row -> !taken.contains(row))
            .iterator();
    for (String name : others) {
      if (removed.hasNext()) {
        vacant.put(name, removed.next());
      }
    }
    return vacant;
  }

  /** What is known of the memberships of some, removed ones too: for each its newest row. */
  private Map<String, MemberEntity> ever(String imageId, Collection<String> names) {
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
    return offer(vacant(imageId, List.of(member)), imageId, member, canShare);
  }

  /** As {@link #offer(String, String, boolean)}, with the {@link #vacant} rows at hand. */
  MemberEntity offer(
      Map<String, MemberEntity> vacant, String imageId, String member, boolean canShare) {
    return offer(vacant.getOrDefault(member, new MemberEntity()), imageId, member, canShare);
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
