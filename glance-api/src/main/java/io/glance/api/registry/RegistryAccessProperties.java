package io.glance.api.registry;

import io.glance.common.config.Secret;
import io.glance.common.registryapi.SharedSecret;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How glance-registry knows us, section {@code [glance_registry]}.
 *
 * @param sharedSecret what both services know
 * @param sharedSecretFile holds the secret instead; blanks around it do not count
 * @param connections to the registry at most
 */
@ConfigurationProperties("oslo.glance-registry")
record RegistryAccessProperties(
    @Nullable Secret sharedSecret,
    @Nullable Path sharedSecretFile,
    @DefaultValue("64") int connections) {

  RegistryAccessProperties {
    if (connections < 1) {
      throw new IllegalArgumentException(
          "connections is %d, must be at least 1".formatted(connections));
    }
    SharedSecret.of(sharedSecret, sharedSecretFile);
  }

  /** Empty if the services trust each other without one, on one machine. */
  Optional<Secret> secret() {
    return SharedSecret.of(sharedSecret, sharedSecretFile);
  }
}
