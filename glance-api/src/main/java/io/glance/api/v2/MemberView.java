package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.image.ImageMember;
import io.glance.common.time.OpenStackTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A member as clients read it. */
@JsonPropertyOrder({"member_id", "image_id", "status", "created_at", "updated_at", "schema"})
record MemberView(
    @JsonProperty("member_id") String memberId,
    @JsonProperty("image_id") String imageId,
    String status,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("updated_at") String updatedAt,
    String schema) {

  static MemberView of(ImageMember member) {
    Instant updated = Objects.requireNonNullElse(member.updatedAt(), member.createdAt());
    return new MemberView(
        member.member(),
        member.imageId(),
        member.status().wireName(),
        OpenStackTime.format(member.createdAt()),
        OpenStackTime.format(updated),
        "/v2/schemas/member");
  }

  /** All members that the caller may know. */
  @JsonPropertyOrder({"members", "schema"})
  record Page(List<MemberView> members, String schema) {
    Page {
      members = List.copyOf(members);
    }

    static Page of(List<ImageMember> members) {
      return new Page(members.stream().map(MemberView::of).toList(), "/v2/schemas/members");
    }
  }
}
