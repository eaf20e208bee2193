package io.glance.api.notification.rabbit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How brokers are reached, section {@code [oslo_messaging_rabbit]}.
 *
 * @param heartbeatTimeoutThreshold seconds without a sign of life after which a connection is dead;
 *     0: no heartbeats
 * @param kombuReconnectDelay seconds that every pause before a new attempt has in addition
 * @param kombuCompression {@code gzip} or {@code zlib}; absent: messages are sent as they are
 * @param kombuFailoverStrategy which broker is next: {@code round-robin} or {@code shuffle}
 * @param rabbitLoginMethod SASL mechanism
 * @param rabbitRetryInterval seconds of the first pause
 * @param rabbitRetryBackoff seconds that each further pause is longer
 * @param rabbitIntervalMax seconds of the longest pause
 */
@ConfigurationProperties("oslo.oslo-messaging-rabbit")
public record LinkProperties(
    @DefaultValue("60") int heartbeatTimeoutThreshold,
    @DefaultValue("1.0") double kombuReconnectDelay,
    @Nullable String kombuCompression,
    @DefaultValue("round-robin") String kombuFailoverStrategy,
    @DefaultValue("AMQPLAIN") String rabbitLoginMethod,
    @DefaultValue("1") int rabbitRetryInterval,
    @DefaultValue("2") int rabbitRetryBackoff,
    @DefaultValue("30") int rabbitIntervalMax) {

  public LinkProperties {
    boolean isKnown =
        kombuCompression == null
            || kombuCompression.isEmpty()
            || kombuCompression.equals("gzip")
            || kombuCompression.equals("zlib");
    if (!isKnown) {
      throw new IllegalArgumentException(
          "kombu_compression is %s, must be gzip or zlib".formatted(kombuCompression));
    }
    requireNotNegative("heartbeat_timeout_threshold", heartbeatTimeoutThreshold);
    requireNotNegative("rabbit_retry_interval", rabbitRetryInterval);
    requireNotNegative("rabbit_retry_backoff", rabbitRetryBackoff);
    requireNotNegative("rabbit_interval_max", rabbitIntervalMax);
  }

  private static void requireNotNegative(String option, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("%s is %d, must not be negative".formatted(option, value));
    }
  }

  boolean compresses() {
    return kombuCompression != null && !kombuCompression.isEmpty();
  }

  boolean shuffles() {
    return kombuFailoverStrategy.equals("shuffle");
  }

  /**
   * The pause after all brokers have failed.
   *
   * @param round 0 for the first
   */
  Duration pauseAfter(int round) {
    long first = rabbitRetryInterval == 0 ? 1 : rabbitRetryInterval;
    long seconds = Math.min(first + (long) round * rabbitRetryBackoff, rabbitIntervalMax);
    return Duration.ofMillis(seconds * 1000 + Math.round(kombuReconnectDelay * 1000));
  }
}
