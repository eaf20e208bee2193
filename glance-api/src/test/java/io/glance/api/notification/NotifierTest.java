package io.glance.api.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.StoreException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifierTest {
  private static final Image IMAGE = Told.image(ImageStatus.QUEUED);

  @ParameterizedTest
  @CsvSource({
    "image.create, image.create, false",
    "image.create, image.delete, true",
    "image, image.member.create, false",
    "image.member, image.member.create, false",
    "image.member, image.create, true",
    "image.mem, image.member.create, true",
    "task, image.create, true",
    "image.create.x, image.create, true",
  })
  void anEventIsSilencedByItsNameOrWhatStandsBeforeADot(
      String disabled, String type, boolean sent) {
    assertThat(new Told(disabled).notifier.wants(type)).isEqualTo(sent);
  }

  @Test
  void aSilentNotifierWantsNothing() {
    assertThat(Notifier.silent().wants("image.create")).isFalse();
  }

  @Test
  void aMessageHasTheOriginalsKeysInItsOrder() {
    Told told = new Told();

    told.notifier.send(new ImageEvent.Created(IMAGE));

    Notification sent = told.driver.notifications().getFirst();
    assertThat(sent.toMessage().keySet())
        .containsExactly(
            "message_id", "publisher_id", "event_type", "priority", "payload", "timestamp");
    assertThat(sent.toMessage())
        .containsEntry("publisher_id", "image.localhost")
        .containsEntry("event_type", "image.create")
        .containsEntry("priority", "INFO")
        .containsEntry("timestamp", "2026-01-31 12:00:00.123456");
  }

  @Test
  void aDriverThatFailsIsNobodysProblem() {
    Driver broken =
        notification -> {
          throw new IllegalStateException("broken");
        };
    Notifier notifier = new Notifier(List.of(broken), List.of(), "x", Told.CLOCK);

    assertThatCode(() -> notifier.send(new ImageEvent.Created(IMAGE))).doesNotThrowAnyException();
  }

  @Test
  void anUploadIsToldFromItsBeginningToItsEnd() {
    Told told = new Told();
    DataEvents attempt = new DataEvents(told.notifier, "x", Told.image(ImageStatus.SAVING), null);

    attempt.prepared();
    attempt.stored(Told.image(ImageStatus.ACTIVE));

    assertThat(told.events())
        .containsExactly(
            "image.update INFO",
            "image.prepare INFO",
            "image.upload INFO",
            "image.activate INFO",
            "image.update INFO");
  }

  @Test
  void whatWasActiveIsNotActivated() {
    Told told = new Told();
    DataEvents copy = new DataEvents(told.notifier, "x", Told.image(ImageStatus.ACTIVE), "cheap");

    copy.prepared();
    copy.stored(Told.image(ImageStatus.ACTIVE));

    assertThat(told.events())
        .containsExactly("image.prepare INFO", "image.upload INFO", "image.update INFO");
  }

  @Test
  void whatAStoreSaysIsTold() {
    Told told = new Told();
    DataEvents attempt = new DataEvents(told.notifier, "x", null, null);

    attempt.failed(new StoreException.Full("/images"));
    attempt.failed(new IOException("gone"));

    assertThat(told.driver.notifications())
        .extracting(Notification::payload)
        .containsExactly(
            "Image storage media is full: /images",
            "Failed to upload image data for image x due to internal error: gone");
    assertThat(told.events()).containsOnly("image.upload ERROR");
  }
}
