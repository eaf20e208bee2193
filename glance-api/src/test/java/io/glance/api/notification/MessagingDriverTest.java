package io.glance.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.notification.MessagingDriver.Format;
import io.glance.api.notification.rabbit.Outbox;
import io.glance.common.image.ImageStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessagingDriverTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static byte[] body(Format format) {
    Told told = new Told();
    told.notifier.send(new ImageEvent.Created(Told.image(ImageStatus.QUEUED)));
    Outbox outbox = new Outbox(10, 100_000, Told.CLOCK);
    return new MessagingDriver(format, List.of("notifications"), outbox)
        .body(told.driver.notifications().getFirst());
  }

  @Test
  void version2WrapsTheMessageAsText() {
    JsonNode envelope = JSON.readTree(body(Format.ENVELOPE));

    assertThat(envelope.propertyNames()).containsExactly("oslo.version", "oslo.message");
    assertThat(envelope.get("oslo.version").stringValue()).isEqualTo("2.0");
    JsonNode message = JSON.readTree(envelope.get("oslo.message").stringValue());
    assertThat(message.propertyNames())
        .containsExactly(
            "message_id",
            "publisher_id",
            "event_type",
            "priority",
            "payload",
            "timestamp",
            "_unique_id");
    assertThat(message.get("_unique_id").stringValue()).matches("[0-9a-f]{32}");
    assertThat(message.get("payload").get("name").stringValue()).isEqualTo("walk 1");
  }

  @Test
  void version1IsTheMessageItself() {
    String message = new String(body(Format.BARE), StandardCharsets.UTF_8);

    assertThat(message)
        .startsWith("{\"message_id\":\"")
        .contains("\"event_type\":\"image.create\"")
        .doesNotContain("oslo.");
    assertThat(JSON.readTree(message).has("_unique_id")).isTrue();
  }
}
