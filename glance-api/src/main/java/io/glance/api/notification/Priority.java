package io.glance.api.notification;

import java.util.Locale;

/** How much a notification matters; its name is the end of the queue's. */
enum Priority {
  INFO,
  ERROR;

  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
