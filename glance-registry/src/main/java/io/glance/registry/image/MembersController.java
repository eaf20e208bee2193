package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.registry.db.Transactions;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MembersController implements MemberRegistry {
  private final MemberReader reader;
  private final ImageRows rows;
  private final MemberRows members;
  private final Transactions transactions;

  MembersController(
      MemberReader reader, ImageRows rows, MemberRows members, Transactions transactions) {
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
      if (members.live(image.id, member).isPresent()) {
        throw new GlanceException.Duplicate(
            "Member %s is duplicated for image %s".formatted(member, image.id));
      }
      return members.offer(image.id, member, false).toMember();
    });
  }

  /** With the image locked, no two additions take the last place. */
  private void requireRoom(String imageId, int most) {
    long attempted = members.count(imageId) + 1;
    if (most >= 0 && attempted > most) {
      throw new GlanceException.LimitExceeded(
          ("Image member limit exceeded for image %s: The limit has been exceeded on the number of"
                  + " allowed image members for this image. Attempted: %d, Maximum: %d:")
              .formatted(imageId, attempted, most));
    }
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
      members.remove(live(imageId, member, caller));
    });
  }

  private MemberEntity live(String imageId, String member, RequestContext caller) {
    ImageEntity image = rows.lock(imageId, caller);
    return members
        .live(image.id, member)
        .orElseThrow(() ->
            new GlanceException.NotFound(
                "%s not found in the member list of the image %s.".formatted(member, image.id)));
  }
}
