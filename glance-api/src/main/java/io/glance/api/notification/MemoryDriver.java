package io.glance.api.notification;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps notifications to be looked at: driver {@code test}. Not for a service that runs for long.
 *
 * <p>Source: oslo_messaging/notify/_impl_test.py.
 */
final class MemoryDriver implements Driver {
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();

  @Override
  public void notify(Notification notification) {
    notifications.add(notification);
  }

  List<Notification> notifications() {
    return notifications;
  }
}
