package io.glance.api.notification;

import io.glance.api.notification.rabbit.Outbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands notifications to a broker, once for each topic.
 *
 * <p>Source: oslo_messaging/notify/messaging.py; oslo_messaging/_drivers/common.py, serialize_msg;
 * oslo_messaging/_drivers/amqp.py, _add_unique_id.
 */
final class MessagingDriver implements Driver {

  /** What the message is wrapped into. */
  enum Format {
    /** Nothing: driver {@code messaging}. */
    BARE,
    /** An envelope with the message as text: driver {@code messagingv2}. */
    ENVELOPE
  }

  private final Format format;
  private final List<String> topics;
  private final Outbox outbox;
  private final JsonMapper json = new JsonMapper();

  MessagingDriver(Format format, List<String> topics, Outbox outbox) {
    this.format = format;
    this.topics = List.copyOf(topics);
    this.outbox = outbox;
  }

  @Override
  public void notify(Notification notification) {
    for (String topic : topics) {
      outbox.put(topic + "." + notification.priority().lowerCase(), body(notification));
    }
  }

  /** Consumers drop a message whose unique id they have seen. */
  byte[] body(Notification notification) {
    Map<String, @Nullable Object> message = notification.toMessage();
    message.put("_unique_id", UUID.randomUUID().toString().replace("-", ""));
    return switch (format) {
      case BARE -> json.writeValueAsBytes(message);
      case ENVELOPE -> {
        Map<String, String> envelope = new LinkedHashMap<>();
        envelope.put("oslo.version", "2.0");
        envelope.put("oslo.message", json.writeValueAsString(message));
        yield json.writeValueAsBytes(envelope);
      }
    };
  }
}
