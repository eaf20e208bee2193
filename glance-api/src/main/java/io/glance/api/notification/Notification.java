package io.glance.api.notification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way.
 *
 * <p>Source: oslo_messaging/notify/notifier.py, Notifier._notify.
 *
 * @param messageId of this notification, whichever ways it goes
 * @param payload a map or a text
 */
record Notification(
    UUID messageId,
    String publisherId,
    String eventType,
    Priority priority,
    Object payload,
    Instant timestamp) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  /** The message as consumers read it, in the original's order of keys. */
  Map<String, @Nullable Object> toMessage() {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("message_id", messageId.toString());
    message.put("publisher_id", publisherId);
    message.put("event_type", eventType);
    message.put("priority", priority.name());
    message.put("payload", payload);
    message.put("timestamp", TIME.format(timestamp));
    return message;
  }
}
