package io.glance.api.notification;

import io.glance.common.image.ImageMember;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An image is shared with somebody, or no longer.
 *
 * <p>Source: glance/notifier.py, ImageMemberRepoProxy.
 *
 * @param type one of the names below
 * @param deletedAt absent unless the member was removed
 */
record MemberEvent(String type, ImageMember member, @Nullable Instant deletedAt) implements Event {
  static final String CREATE = "image.member.create";
  static final String UPDATE = "image.member.update";
  static final String DELETE = "image.member.delete";

  @Override
  public Object payload() {
    return Payloads.of(member, deletedAt);
  }
}
