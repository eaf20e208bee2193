package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.registry.db.Transactions;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MembersController implements MemberRegistry {
  private final MemberReader reader;
  private final ImageRows rows;
  private final MemberRepository members;
  private final Transactions transactions;

  MembersController(
      MemberReader reader, ImageRows rows, MemberRepository members, Transactions transactions) {
    this.reader = reader;
    this.rows = rows;
    this.members = members;
    this.transactions = transactions;
  }

  @Override
  public List<ImageMember> list(String imageId, RequestContext caller) {
    return reader.list(imageId, caller);
  }

  @Override
  public ImageMember add(String imageId, String member, int most, RequestContext caller) {
    ColumnLimits.check("The member", member, ColumnLimits.NAME);
    return transactions.run(() -> {
      ImageEntity image = rows.lock(imageId, caller);
      requireRoom(image.id, most);
      List<MemberEntity> earlier = members.everOf(image.id, member);
      if (!earlier.isEmpty() && !earlier.getFirst().deleted) {
        throw new GlanceException.Duplicate(
            "Member %s is duplicated for image %s".formatted(member, image.id));
      }
      MemberEntity offered = earlier.isEmpty() ? new MemberEntity() : earlier.getFirst();
      offer(offered, image.id, member);
      return members.save(offered).toMember();
    });
  }

  /** With the image locked, no two additions take the last place. */
  private void requireRoom(String imageId, int most) {
    long attempted = members.countOf(imageId) + 1;
    if (most >= 0 && attempted > most) {
      throw new GlanceException.LimitExceeded(
          ("Image member limit exceeded for image %s: The limit has been exceeded on the number of"
                  + " allowed image members for this image. Attempted: %d, Maximum: %d:")
              .formatted(imageId, attempted, most));
    }
  }

  private void offer(MemberEntity row, String imageId, String member) {
    Instant now = rows.now();
    row.imageId = imageId;
    row.member = member;
    row.createdAt = now;
    row.updatedAt = now;
    row.deletedAt = null;
    row.deleted = false;
    row.status = MemberStatus.PENDING.wireName();
  }

  @Override
  public ImageMember setStatus(
      String imageId, String member, MemberStatus status, RequestContext caller) {
    return transactions.run(() -> {
      MemberEntity row = live(imageId, member, caller);
      row.status = status.wireName();
      row.updatedAt = rows.now();
      return row.toMember();
    });
  }

  @Override
  public void remove(String imageId, String member, RequestContext caller) {
    transactions.run(() -> {
      MemberEntity row = live(imageId, member, caller);
      row.deleted = true;
      row.deletedAt = rows.now();
    });
  }

  private MemberEntity live(String imageId, String member, RequestContext caller) {
    ImageEntity image = rows.lock(imageId, caller);
    return members.everOf(image.id, member).stream()
        .filter(row -> !row.deleted)
        .findFirst()
        .orElseThrow(() ->
            new GlanceException.NotFound(
                "%s not found in the member list of the image %s.".formatted(member, image.id)));
  }
}
