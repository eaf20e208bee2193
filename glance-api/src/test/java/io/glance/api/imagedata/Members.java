package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.MemberRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Members in the heap: those given at first are of every image. */
final class Members implements MemberRegistry {
  final List<RequestContext> askers = new ArrayList<>();
  private final List<ImageMember> members;

  Members(ImageMember... members) {
    this.members = new ArrayList<>(List.of(members));
  }

  @Override
  public synchronized List<ImageMember> list(String imageId, RequestContext caller) {
    askers.add(caller);
    return List.copyOf(members);
  }

  @Override
  public synchronized ImageMember add(
      String imageId, String member, int most, RequestContext caller) {
    if (members.stream().anyMatch(one -> one.member().equals(member))) {
      throw new GlanceException.Duplicate(member + " is a member of " + imageId);
    }
    if (most >= 0 && members.size() >= most) {
      throw new GlanceException.LimitExceeded("no more than " + most + " members");
    }
    ImageMember added =
        new ImageMember(imageId, member, MemberStatus.PENDING, false, Instant.EPOCH, null);
    members.add(added);
    return added;
  }

  @Override
  public synchronized ImageMember setStatus(
      String imageId, String member, MemberStatus status, RequestContext caller) {
    ImageMember before = take(imageId, member);
    ImageMember after =
        new ImageMember(
            before.imageId(), member, status, before.canShare(), before.createdAt(), Instant.EPOCH);
    members.add(after);
    return after;
  }

  @Override
  public synchronized void remove(String imageId, String member, RequestContext caller) {
    take(imageId, member);
  }

  private ImageMember take(String imageId, String member) {
    ImageMember found =
        members.stream()
            .filter(one -> one.member().equals(member))
            .findFirst()
            .orElseThrow(
                () -> new GlanceException.NotFound(member + " is no member of " + imageId));
    members.remove(found);
    return found;
  }
}
