package io.glance.api.scrubber;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How the scrubber works, section {@code [DEFAULT]}.
 *
 * @param scrubTime how long a deleted image waits at least; a bare number means seconds
 * @param scrubPoolSize images that are scrubbed at the same time
 * @param wakeupTime between two passes of the daemon; a bare number means seconds
 * @param daemon whether it goes on after the first pass
 * @param restore id of the image to be brought back instead; absent: none
 */
@ConfigurationProperties("oslo.default")
public record ScrubberProperties(
    @DefaultValue("0") @DurationUnit(ChronoUnit.SECONDS) Duration scrubTime,
    @DefaultValue("1") int scrubPoolSize,
    @DefaultValue("300") @DurationUnit(ChronoUnit.SECONDS) Duration wakeupTime,
    @DefaultValue("false") boolean daemon,
    @Nullable String restore) {

  public ScrubberProperties {
    if (scrubPoolSize < 1) {
      throw new IllegalArgumentException(
          "scrub_pool_size is %d, must be at least 1".formatted(scrubPoolSize));
    }
    if (scrubTime.isNegative() || wakeupTime.isNegative()) {
      throw new IllegalArgumentException("scrub_time and wakeup_time must not be negative");
    }
  }
}
