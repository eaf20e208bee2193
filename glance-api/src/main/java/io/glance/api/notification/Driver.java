package io.glance.api.notification;

/** A way that notifications go. Thread-safe. Returns at once, whatever becomes of them. */
interface Driver {
  void notify(Notification notification);
}
