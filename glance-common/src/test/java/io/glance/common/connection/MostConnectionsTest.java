package io.glance.common.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MostConnectionsTest {
  private static final long MIB = 1 << 20;
  private static final int HEADERS = 24 << 10;

  @Test
  void asManyAsHalfTheHeapCanHold() {
    assertThat(MostConnections.of(256 * MIB, HEADERS, false)).isEqualTo(2048);
    assertThat(MostConnections.of(512 * MIB, HEADERS, false)).isEqualTo(4096);
  }

  @Test
  void longerHeadersAndTlsLeaveRoomForFewer() {
    assertThat(MostConnections.of(256 * MIB, 1 << 20, false)).isEqualTo(200);
    assertThat(MostConnections.of(256 * MIB, HEADERS, true)).isEqualTo(819);
  }

  @Test
  void neverMoreThanTwentyThousand() {
    assertThat(MostConnections.of(64L << 30, HEADERS, false)).isEqualTo(20_000);
  }
}
