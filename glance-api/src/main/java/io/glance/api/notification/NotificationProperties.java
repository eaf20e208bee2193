package io.glance.api.notification;

import io.glance.api.notification.rabbit.TransportUrl;
import io.glance.common.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which ways notifications go, section {@code [oslo_messaging_notifications]}.
 *
 * @param driver names of the ways; none: nothing is sent
 * @param transportUrl the broker; absent: that of {@code [DEFAULT]}
 * @param topics what the names of queues begin with; each notification goes to all
 * @param retry attempts after the first; -1: until it works
 * @param routingConfig file of the rules of driver {@code routing}; empty: none
 */
@ConfigurationProperties("oslo.oslo-messaging-notifications")
record NotificationProperties(
    @DefaultValue List<String> driver,
    @Nullable Secret transportUrl,
    @DefaultValue("notifications") List<String> topics,
    @DefaultValue("-1") int retry,
    @DefaultValue("") String routingConfig) {
  static final String MESSAGING = "messaging";
  static final String MESSAGING_V2 = "messagingv2";
  static final String LOG = "log";
  static final String NOOP = "noop";
  static final String ROUTING = "routing";
  static final String TEST = "test";
  private static final Set<String> DRIVERS =
      Set.of(MESSAGING, MESSAGING_V2, LOG, NOOP, ROUTING, TEST);

  NotificationProperties {
    driver = driver.stream().filter(name -> !name.isEmpty()).toList();
    topics = List.copyOf(topics);
    for (String name : driver) {
      if (!DRIVERS.contains(name)) {
        throw new IllegalArgumentException(
            "driver is %s, must be messagingv2, messaging, log, routing, noop or test"
                .formatted(name));
      }
    }
    if (transportUrl != null) {
      TransportUrl.parse(transportUrl.reveal());
    }
    if (driver.contains(ROUTING) && !routingConfig.isEmpty()) {
      RoutingRule.read(Path.of(routingConfig));
    }
  }
}
