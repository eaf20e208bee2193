package io.glance.registry.web;

import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Where the registry listens, section {@code [DEFAULT]}.
 *
 * @param bindHost address to listen on; unlike the original's, the default is loopback
 * @param bindPort port to listen on; 0 for any free one
 * @param backlog connections that wait to be accepted
 * @param gracefulShutdownTimeout how long requests under way may take when the service stops; a
 *     bare number means seconds, 0 for ever
 */
@ConfigurationProperties("oslo.default")
record RegistryServerProperties(
    @DefaultValue("127.0.0.1") InetAddress bindHost,
    @DefaultValue("9191") int bindPort,
    @DefaultValue("4096") int backlog,
    @DefaultValue("60") @DurationUnit(ChronoUnit.SECONDS) Duration gracefulShutdownTimeout) {

  private static final int LAST_PORT = 65_535;

  RegistryServerProperties {
    if (bindPort < 0 || bindPort > LAST_PORT) {
      throw new IllegalArgumentException(
          "bind_port is %d, must be between 0 and %d".formatted(bindPort, LAST_PORT));
    }
    if (gracefulShutdownTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "graceful_shutdown_timeout is %d, must not be negative"
              .formatted(gracefulShutdownTimeout.toSeconds()));
    }
    if (backlog < 1) {
      throw new IllegalArgumentException("backlog is %d, must be at least 1".formatted(backlog));
    }
  }
}
