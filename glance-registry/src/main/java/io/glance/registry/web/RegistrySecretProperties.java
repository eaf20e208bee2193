package io.glance.registry.web;

import io.glance.common.config.Secret;
import io.glance.common.registryapi.SharedSecret;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The secret between glance-api and the registry, section {@code [glance_registry]}.
 *
 * @param sharedSecret the secret itself
 * @param sharedSecretFile holds the secret instead; blanks around it do not count
 */
@ConfigurationProperties("oslo.glance-registry")
record RegistrySecretProperties(@Nullable Secret sharedSecret, @Nullable Path sharedSecretFile) {

  RegistrySecretProperties {
    SharedSecret.of(sharedSecret, sharedSecretFile);
  }

  /** Empty if the services trust each other without one, on one machine. */
  Optional<Secret> secret() {
    return SharedSecret.of(sharedSecret, sharedSecretFile);
  }
}
