package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.MemberRegistry;
import java.util.ArrayList;
import java.util.List;

/** Members of every image, to be looked at; this package asks for no more. */
final class Members implements MemberRegistry {
  final List<RequestContext> askers = new ArrayList<>();
  private final List<ImageMember> members;

  Members(ImageMember... members) {
    this.members = List.of(members);
  }

  @Override
  public List<ImageMember> list(String imageId, RequestContext caller) {
    askers.add(caller);
    return members;
  }

  @Override
  public ImageMember add(String imageId, String member, int most, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ImageMember setStatus(
      String imageId, String member, MemberStatus status, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remove(String imageId, String member, RequestContext caller) {
    throw new UnsupportedOperationException();
  }
}
