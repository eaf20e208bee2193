package io.glance.api.notification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes each notification to the log, as JSON, under the name of its event. What is named like a
 * secret is masked.
 *
 * <p>Source: oslo_messaging/notify/_impl_log.py; oslo_utils/strutils.py, mask_dict_password.
 */
final class LogDriver implements Driver {
  private static final String LOGGER = "oslo.messaging.notification.";
  private static final String MASK = "***";

  /** A name that has one of these in it is a secret's. */
  private static final List<String> SECRETS =
      List.of(
          "adminpass",
          "admin_pass",
          "password",
          "auth_token",
          "new_pass",
          "secret",
          "sys_pswd",
          "token",
          "configdrive",
          "encrypted_key",
          "private_key",
          "fernetkey",
          "sslkey",
          "passphrase");

  private final JsonMapper json = new JsonMapper();

  @Override
  public void notify(Notification notification) {
    Logger log = LoggerFactory.getLogger(LOGGER + notification.eventType());
    String text = json.writeValueAsString(masked(notification.toMessage()));
    switch (notification.priority()) {
      case INFO -> log.info("{}", text);
      case ERROR -> log.error("{}", text);
    }
  }

  private static Map<String, @Nullable Object> masked(Map<?, ?> message) {
    Map<String, @Nullable Object> masked = new LinkedHashMap<>();
    message.forEach((name, value) -> masked.put(String.valueOf(name), masked(name, value)));
    return masked;
  }

  private static @Nullable Object masked(@Nullable Object name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return masked(map);
    }
    String lowerCase = String.valueOf(name).toLowerCase(Locale.ROOT);
    return SECRETS.stream().anyMatch(lowerCase::contains) ? MASK : value;
  }
}
