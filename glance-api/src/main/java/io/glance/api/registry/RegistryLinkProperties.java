package io.glance.api.registry;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Where glance-registry is, section {@code [DEFAULT]}.
 *
 * @param registryHost {@code 0.0.0.0} and {@code ::} mean this machine
 * @param registryClientTimeout how long an answer may take; a bare number means seconds
 */
@ConfigurationProperties("oslo.default")
record RegistryLinkProperties(
    @DefaultValue("0.0.0.0") String registryHost,
    @DefaultValue("9191") int registryPort,
    @DefaultValue("600") @DurationUnit(ChronoUnit.SECONDS) Duration registryClientTimeout) {

  RegistryLinkProperties {
    registryHost =
        switch (registryHost) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> registryHost;
        };
    if (registryPort < 1 || registryPort > 65_535) {
      throw new IllegalArgumentException(
          "registry_port is %d, must be 1 to 65535".formatted(registryPort));
    }
    if (registryClientTimeout.isNegative() || registryClientTimeout.isZero()) {
      throw new IllegalArgumentException(
          "registry_client_timeout is %d, must be at least 1 second"
              .formatted(registryClientTimeout.toSeconds()));
    }
  }

  /** The same registry, for calls that must not wait for longer than {@code most}. */
  RegistryLinkProperties answeringWithin(Duration most) {
    return registryClientTimeout.compareTo(most) <= 0
        ? this
        : new RegistryLinkProperties(registryHost, registryPort, most);
  }
}
