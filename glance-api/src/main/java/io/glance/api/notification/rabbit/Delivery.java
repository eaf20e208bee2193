package io.glance.api.notification.rabbit;

import io.glance.api.notification.rabbit.Outbox.Letter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * Brings what lies in an {@link Outbox} to a broker, in order, on a thread of its own. A message
 * leaves for good when the broker has confirmed it; one whose confirmation was lost is sent again,
 * with the same unique id.
 *
 * <p>When the service stops, what is left gets a short time.
 */
public final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final int AT_ONCE = 64;
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final Outbox outbox;
  private final Brokers brokers;
  private final LinkProperties options;
  private final int retries;
  private @Nullable Thread thread;
  private volatile @Nullable BrokerLink link;

  private Delivery(Outbox outbox, Brokers brokers, LinkProperties options, int retries) {
    this.outbox = outbox;
    this.brokers = brokers;
    this.options = options;
    this.retries = retries;
  }

  /**
   * @param exchange that messages go to
   * @param retries attempts after the first, of which each is one at all brokers; negative: until
   *     it works
   */
  public static Delivery of(
      Outbox outbox, TransportUrl url, String exchange, int retries, Environment environment) {
    RabbitOptions options = RabbitOptions.read(environment, url.query());
    if (options.tls().ssl() && !options.tls().verifiesBroker()) {
      log.warn(
          "[oslo_messaging_rabbit] ssl_ca_file is not set: any broker will be believed, whatever"
              + " certificate it has");
    }
    return new Delivery(outbox, new Brokers(url, exchange, options), options.link(), retries);
  }

  private void run() {
    try {
      List<Letter> letters = outbox.take(AT_ONCE);
      while (!letters.isEmpty()) {
        deliver(letters);
        letters = outbox.take(AT_ONCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private void deliver(List<Letter> letters) throws InterruptedException {
    int failures = 0;
    while (true) {
      try {
        connected().publish(letters);
        if (failures > 0) {
          log.info("notifications are sent again, {} are waiting", outbox.size());
        }
        return;
      } catch (IOException | RuntimeException e) {
        disconnect();
        if (retries >= 0 && failures >= retries) {
          log.error("{} notifications are lost: {}", letters.size(), Brokers.reason(e));
          return;
        }
        Duration pause = options.pauseAfter(failures++);
        log.warn(
            "notifications cannot be sent, trying again in {} s: {}",
            pause.toMillis() / 1000.0,
            e.getMessage() == null ? Brokers.reason(e) : e.getMessage());
        Thread.sleep(pause);
      }
    }
  }

  private BrokerLink connected() throws IOException {
    BrokerLink current = link;
    if (current == null || !current.isOpen()) {
      disconnect();
      current = brokers.connect();
      link = current;
    }
    return current;
  }

  private void disconnect() {
    BrokerLink current = link;
    link = null;
    if (current != null) {
      current.close();
    }
  }

  public synchronized void start() {
    thread = Thread.ofPlatform().name("notifications").daemon().start(this::run);
  }

  /** Returns when all is sent, or after some seconds. */
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    outbox.close();
    try {
      if (!thread.join(LAST_WORDS)) {
        thread.interrupt();
        disconnect();
        thread.join(LAST_WORDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (outbox.size() > 0) {
      log.warn("{} notifications are lost, as no broker took them", outbox.size());
    }
    thread = null;
  }

  public synchronized boolean isRunning() {
    return thread != null;
  }
}
