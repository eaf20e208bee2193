package io.glance.api.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.image.ImageMember;
import java.util.List;

/**
 * Memberships as clients read them.
 *
 * <p>Source: glance/registry/api/v1/members.py, make_member_list.
 */
final class V1MemberView {
  private V1MemberView() {}

  /** Of an image. */
  record Members(List<Member> members) {
    Members {
      members = List.copyOf(members);
    }

    static Members of(List<ImageMember> members) {
      return new Members(
          members.stream().map(one -> new Member(one.member(), one.canShare())).toList());
    }
  }

  @JsonPropertyOrder({"member_id", "can_share"})
  record Member(
      @JsonProperty("member_id") String memberId, @JsonProperty("can_share") boolean canShare) {}

  /** Of a project. */
  record SharedImages(@JsonProperty("shared_images") List<SharedImage> images) {
    SharedImages {
      images = List.copyOf(images);
    }

    static SharedImages of(List<ImageMember> members) {
      return new SharedImages(
          members.stream().map(one -> new SharedImage(one.imageId(), one.canShare())).toList());
    }
  }

  @JsonPropertyOrder({"image_id", "can_share"})
  record SharedImage(
      @JsonProperty("image_id") String imageId, @JsonProperty("can_share") boolean canShare) {}
}
