package io.glance.common.registryapi;

import io.glance.common.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both services know and nobody else, read in the same way by both. */
public final class SharedSecret {
  private SharedSecret() {}

  /**
   * The secret itself or what its file holds, without blanks around it; empty if the services trust
   * each other without one, on one machine.
   *
   * @throws IllegalArgumentException if both are given, or the file is empty or cannot be read
   */
  public static Optional<Secret> of(@Nullable Secret secret, @Nullable Path file) {
    if (file == null) {
      return Optional.ofNullable(secret)
          .map(given -> given.reveal().strip())
          .filter(text -> !text.isEmpty())
          .map(Secret::of);
    }
    if (secret != null) {
      throw new IllegalArgumentException(
          "shared_secret and shared_secret_file are both set, only one of them may be");
    }
    return Optional.of(Secret.of(read(file)));
  }

  private static String read(Path file) {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "shared_secret_file %s cannot be read: %s".formatted(file, e), e);
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("shared_secret_file %s is empty".formatted(file));
    }
    return text;
  }
}
