package io.glance.registry.web;

import io.glance.common.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The secret between glance-api and the registry, section {@code [glance_registry]}.
 *
 * @param sharedSecret the secret itself
 * @param sharedSecretFile file whose first line is the secret
 */
@ConfigurationProperties("oslo.glance-registry")
record RegistrySecretProperties(@Nullable Secret sharedSecret, @Nullable Path sharedSecretFile) {

  RegistrySecretProperties {
    if (sharedSecret != null && sharedSecretFile != null) {
      throw new IllegalArgumentException(
          "shared_secret and shared_secret_file are both set, only one of them may be");
    }
  }

  /**
   * @throws IllegalArgumentException if the file cannot be read or is empty
   */
  Optional<Secret> secret() {
    if (sharedSecretFile == null) {
      return Optional.ofNullable(sharedSecret).filter(secret -> !secret.reveal().isBlank());
    }
    try (var lines = Files.lines(sharedSecretFile)) {
      String secret = lines.findFirst().orElse("").strip();
      if (secret.isEmpty()) {
        throw new IllegalArgumentException(
            "shared_secret_file %s is empty".formatted(sharedSecretFile));
      }
      return Optional.of(Secret.of(secret));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "shared_secret_file %s cannot be read: %s".formatted(sharedSecretFile, e.getMessage()),
          e);
    }
  }
}
