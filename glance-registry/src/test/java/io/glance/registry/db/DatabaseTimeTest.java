package io.glance.registry.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseTimeTest {

  @Test
  void timesAreWrittenInUtcWithSixDigits() {
    assertThat(DatabaseTime.write(Instant.parse("2026-01-31T23:59:59Z")))
        .isEqualTo("2026-01-31 23:59:59.000000");
  }

  @Test
  void timesAreReadWithAndWithoutAFraction() {
    assertThat(DatabaseTime.read("2026-01-31 23:59:59")).isEqualTo("2026-01-31T23:59:59Z");
    assertThat(DatabaseTime.read("2026-01-31 23:59:59.5")).isEqualTo("2026-01-31T23:59:59.5Z");
    assertThat(DatabaseTime.read("2026-01-31T23:59:59.000123"))
        .isEqualTo("2026-01-31T23:59:59.000123Z");
  }
}
