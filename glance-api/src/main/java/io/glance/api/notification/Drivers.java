package io.glance.api.notification;

import io.glance.api.notification.rabbit.Delivery;
import io.glance.api.notification.rabbit.InvalidBrokerOptions;
import io.glance.api.notification.rabbit.Outbox;
import io.glance.api.notification.rabbit.TransportUrl;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * The ways that the operator named, and the thread that delivers to the broker, if one of them
 * needs it. Nothing is started and no broker is looked for without need.
 */
final class Drivers implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Drivers.class);
  private static final Set<String> RABBIT = Set.of("rabbit", "kombu");

  /** Some minutes of a busy cloud; with their bytes a small part of the smallest heap. */
  private static final int MOST_MESSAGES = 10_000;

  private static final long MOST_BYTES = 32L << 20;

  /** Before everything that may have something to tell, and after it. */
  private static final int PHASE = -1;

  private final NotificationProperties options;
  private final PublisherProperties publisher;
  private final Environment environment;
  private final Map<String, Driver> made = new LinkedHashMap<>();
  private @Nullable Outbox outbox;
  private @Nullable Delivery delivery;

  private Drivers(
      NotificationProperties options, PublisherProperties publisher, Environment environment) {
    this.options = options;
    this.publisher = publisher;
    this.environment = environment;
  }

  /**
   * @throws InvalidBrokerOptions if notifications should go to a broker of another kind
   */
  static Drivers of(
      NotificationProperties options, PublisherProperties publisher, Environment environment) {
    Drivers drivers = new Drivers(options, publisher, environment);
    new LinkedHashSet<>(options.driver()).forEach(drivers::add);
    return drivers;
  }

  List<Driver> all() {
    return new ArrayList<>(made.values());
  }

  private void add(String name) {
    Driver driver = name.equals(NotificationProperties.ROUTING) ? routing() : make(name);
    if (driver != null) {
      made.put(name, driver);
    }
  }

  private @Nullable Driver make(String name) {
    return switch (name) {
      case NotificationProperties.MESSAGING -> messaging(MessagingDriver.Format.BARE);
      case NotificationProperties.MESSAGING_V2 -> messaging(MessagingDriver.Format.ENVELOPE);
      case NotificationProperties.LOG -> new LogDriver();
      case NotificationProperties.TEST -> new MemoryDriver();
      default -> null;
    };
  }

  private @Nullable Driver routing() {
    if (options.routingConfig().isEmpty()) {
      log.warn(
          "[oslo_messaging_notifications] driver routing sends nothing without routing_config");
      return null;
    }
    List<RoutingRule> rules = RoutingRule.read(Path.of(options.routingConfig()));
    Map<String, Driver> named = new LinkedHashMap<>();
    for (RoutingRule rule : rules) {
      Driver driver = named.containsKey(rule.driver()) ? null : make(rule.driver());
      if (driver != null) {
        named.put(rule.driver(), driver);
      }
    }
    return new RoutingDriver(rules, named);
  }

  private @Nullable Driver messaging(MessagingDriver.Format format) {
    TransportUrl url =
        TransportUrl.parse(
            options.transportUrl() == null
                ? publisher.transportUrl().reveal()
                : options.transportUrl().reveal());
    if (url.transport().equals("fake")) {
      log.info("notifications are sent nowhere, as transport_url is fake://");
      return null;
    }
    if (!RABBIT.contains(url.transport())) {
      throw new InvalidBrokerOptions(
          "transport_url: %s:// is not supported for notifications, only rabbit:// is"
              .formatted(url.transport()));
    }
    if (outbox == null) {
      outbox = new Outbox(MOST_MESSAGES, MOST_BYTES, Clock.systemUTC());
      delivery =
          Delivery.of(outbox, url, publisher.controlExchange(), options.retry(), environment);
    }
    return new MessagingDriver(format, options.topics(), outbox);
  }

  @Override
  public void start() {
    if (delivery != null) {
      delivery.start();
    }
  }

  @Override
  public void stop() {
    if (delivery != null) {
      delivery.stop();
    }
  }

  @Override
  public boolean isRunning() {
    return delivery != null && delivery.isRunning();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
