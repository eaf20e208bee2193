package io.glance.api.notification;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events the ways that the operator chose; none by default. Never fails and never waits for
 * anybody: what becomes of a notification is no concern of the request that caused it. Thread-safe.
 */
public final class Notifier {
  private static final Logger log = LoggerFactory.getLogger(Notifier.class);

  private final List<Driver> drivers;
  private final Set<String> disabled;
  private final String publisherId;
  private final Clock clock;

  /**
   * @param disabled events, or the words before a dot of theirs, that are not sent
   */
  Notifier(List<Driver> drivers, Collection<String> disabled, String publisherId, Clock clock) {
    this.drivers = List.copyOf(drivers);
    this.disabled = Set.copyOf(disabled);
    this.publisherId = publisherId;
    this.clock = clock;
  }

  /** One that sends nothing. */
  public static Notifier silent() {
    return new Notifier(List.of(), List.of(), "", Clock.systemUTC());
  }

  /**
   * Whether events of this name go anywhere. Worth asking where more than the event is to be made.
   *
   * <p>An event is silenced by its name and by whatever stands before one of its dots. Source:
   * glance/notifier.py, _is_notification_enabled, which only looks at the first dot.
   */
  boolean wants(String type) {
    if (drivers.isEmpty()) {
      return false;
    }
    int end = type.length();
    while (end > 0) {
      if (disabled.contains(type.substring(0, end))) {
        return false;
      }
      end = type.lastIndexOf('.', end - 1);
    }
    return true;
  }

  /** Whether anything is sent at all. */
  boolean isOn() {
    return !drivers.isEmpty();
  }

  public void send(Event event) {
    if (!wants(event.type())) {
      return;
    }
    try {
      Notification notification =
          new Notification(
              UUID.randomUUID(),
              publisherId,
              event.type(),
              event.isFailure() ? Priority.ERROR : Priority.INFO,
              event.payload(),
              clock.instant());
      drivers.forEach(driver -> driver.notify(notification));
    } catch (RuntimeException e) {
      log.error("notification {} could not be sent", event.type(), e);
    }
  }
}
