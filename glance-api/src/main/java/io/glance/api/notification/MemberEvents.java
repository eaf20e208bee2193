package io.glance.api.notification;

import io.glance.common.image.ImageMember;
import java.time.Clock;

/** What services say of the members of images. No method fails. */
public final class MemberEvents {
  private final Notifier notifier;
  private final Clock clock;

  public MemberEvents(Notifier notifier, Clock clock) {
    this.notifier = notifier;
    this.clock = clock;
  }

  public void created(ImageMember member) {
    notifier.send(new MemberEvent(MemberEvent.CREATE, member, null));
  }

  public void updated(ImageMember member) {
    notifier.send(new MemberEvent(MemberEvent.UPDATE, member, null));
  }

  /**
   * @param member as it was
   */
  public void deleted(ImageMember member) {
    notifier.send(new MemberEvent(MemberEvent.DELETE, member, clock.instant()));
  }
}
