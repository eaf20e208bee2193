package io.glance.common.keystone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How the identity service is reached, in {@code [keystone_authtoken]} or whatever section says it.
 *
 * @param cafile authorities of its certificate; null: those of the Java platform
 * @param certfile our certificate, and with it the key if {@code keyfile} is null
 * @param insecure whether its certificate goes unchecked
 * @param timeout for a connection, and for an answer; null: 5 and 15 seconds
 */
@ConfigurationProperties("oslo.keystone-authtoken")
public record KeystoneConnection(
    @Nullable Path cafile,
    @Nullable Path certfile,
    @Nullable Path keyfile,
    @DefaultValue("false") boolean insecure,
    @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration timeout) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  public KeystoneConnection {
    if (keyfile != null && certfile == null) {
      throw new IllegalArgumentException("keyfile is set without certfile");
    }
    if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
      throw new IllegalArgumentException(
          "timeout is %d, must be at least 1 second".formatted(timeout.toSeconds()));
    }
  }

  /** The same, with another time to wait. */
  public KeystoneConnection within(Duration other) {
    return new KeystoneConnection(cafile, certfile, keyfile, insecure, other);
  }

  /**
   * @throws IllegalArgumentException if a file that is named cannot be read, or is not what it
   *     should be
   */
  void requireFiles() {
    requireReadable("cafile", cafile);
    requireReadable("certfile", certfile);
    requireReadable("keyfile", keyfile);
    if (cafile != null || certfile != null) {
      KeystoneTls.strategy(this);
    }
  }

  private static void requireReadable(String option, @Nullable Path file) {
    if (file != null && !Files.isReadable(file)) {
      throw new IllegalArgumentException("%s is %s, cannot be read".formatted(option, file));
    }
  }

  Duration connectTimeout() {
    return timeout == null ? CONNECT : timeout;
  }

  Duration answerTimeout() {
    return timeout == null ? ANSWER : timeout;
  }
}
