package io.glance.common.registryapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSecretTest {
  @TempDir private Path directory;

  @Test
  void blanksAroundItDoNotCount() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), " s3cret\n");

    assertThat(SharedSecret.of(null, file)).contains(Secret.of("s3cret"));
    assertThat(SharedSecret.of(Secret.of(" s3cret "), null)).contains(Secret.of("s3cret"));
  }

  @Test
  void noneOrABlankOneIsNone() {
    assertThat(SharedSecret.of(null, null)).isEmpty();
    assertThat(SharedSecret.of(Secret.of(" "), null)).isEmpty();
  }

  @Test
  void onlyOneOfTheTwoMayBeGiven() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "s3cret");

    assertThatThrownBy(() -> SharedSecret.of(Secret.of("other"), file))
        .hasMessageStartingWith("shared_secret ")
        .hasMessageNotContaining("other");
  }

  @Test
  void anEmptyOrMissingFileIsAnError() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty"), "\n");
    Path missing = directory.resolve("none");

    assertThatThrownBy(() -> SharedSecret.of(null, empty)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> SharedSecret.of(null, missing)).hasMessageContaining("cannot be read");
  }
}
