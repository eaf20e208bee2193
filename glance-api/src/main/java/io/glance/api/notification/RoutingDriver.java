package io.glance.api.notification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends each notification the ways that a file names for its event and priority.
 *
 * <p>Source: oslo_messaging/notify/_impl_routing.py.
 */
final class RoutingDriver implements Driver {
  private final List<RoutingRule> rules;
  private final Map<String, Driver> drivers;

  /**
   * @param drivers all that the rules name
   */
  RoutingDriver(List<RoutingRule> rules, Map<String, Driver> drivers) {
    this.rules = List.copyOf(rules);
    this.drivers = new LinkedHashMap<>(drivers);
  }

  @Override
  public void notify(Notification notification) {
    String priority = notification.priority().name().toLowerCase(Locale.ROOT);
    Set<String> accepting =
        rules.stream()
            .filter(rule -> rule.accepts(notification.eventType(), priority))
            .map(RoutingRule::driver)
            .collect(Collectors.toSet());
    drivers.forEach((name, driver) -> {
      if (accepting.contains(name)) {
        driver.notify(notification);
      }
    });
  }
}
