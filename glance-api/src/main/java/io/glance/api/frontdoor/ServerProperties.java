package io.glance.api.frontdoor;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Where and how glance-api listens, section {@code [DEFAULT]}.
 *
 * @param bindPort 0 takes any free one
 * @param backlog connections that may wait to be accepted
 * @param clientSocketTimeout how long a client may be silent; a bare number means seconds, 0 for
 *     ever
 * @param httpKeepalive whether a connection serves more than one request
 * @param maxHeaderLine bytes of one header line at most
 * @param gracefulShutdownTimeout how long requests under way may take when the service stops; a
 *     bare number means seconds, 0 for ever
 */
@ConfigurationProperties("oslo.default")
record ServerProperties(
    @DefaultValue("0.0.0.0") String bindHost,
    @DefaultValue("9292") int bindPort,
    @DefaultValue("4096") int backlog,
    @DefaultValue("900") @DurationUnit(ChronoUnit.SECONDS) Duration clientSocketTimeout,
    @DefaultValue("true") boolean httpKeepalive,
    @DefaultValue("16384") int maxHeaderLine,
    @DefaultValue("60") @DurationUnit(ChronoUnit.SECONDS) Duration gracefulShutdownTimeout) {

  ServerProperties {
    require(bindPort >= 0 && bindPort <= 65_535, "bind_port is %s, must be 0 to 65535", bindPort);
    require(backlog > 0, "backlog is %s, must be at least 1", backlog);
    require(
        !clientSocketTimeout.isNegative(),
        "client_socket_timeout is %s, must not be negative",
        clientSocketTimeout.toSeconds());
    require(
        !gracefulShutdownTimeout.isNegative(),
        "graceful_shutdown_timeout is %s, must not be negative",
        gracefulShutdownTimeout.toSeconds());
    require(
        maxHeaderLine >= 1024 && maxHeaderLine <= 1 << 20,
        "max_header_line is %s, must be 1024 to 1048576",
        maxHeaderLine);
  }

  private static void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }
}
