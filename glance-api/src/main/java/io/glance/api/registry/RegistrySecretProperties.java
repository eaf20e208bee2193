package io.glance.api.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
record RegistrySecretProperties(
    @Nullable String sharedSecret,
    @Nullable Path sharedSecretFile,
    @DefaultValue("64") int connections) {

  RegistrySecretProperties {
    if (connections < 1) {
      throw new IllegalArgumentException(
          "[glance_registry] connections is %d, must be at least 1".formatted(connections));
    }
  }

  /** Empty if the services trust each other without one, on one machine. */
  Optional<String> secret() {
    if (sharedSecret != null && !sharedSecret.isBlank()) {
      return Optional.of(sharedSecret.strip());
    }
    if (sharedSecretFile == null) {
      return Optional.empty();
    }
    try {
      String secret = Files.readString(sharedSecretFile).strip();
      if (secret.isEmpty()) {
        throw new IllegalArgumentException(
            "[glance_registry] shared_secret_file %s is empty".formatted(sharedSecretFile));
      }
      return Optional.of(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "[glance_registry] shared_secret_file %s cannot be read".formatted(sharedSecretFile), e);
    }
  }

  @Override
  public String toString() {
    return "RegistrySecretProperties[sharedSecret=***, connections=" + connections + "]";
  }
}
