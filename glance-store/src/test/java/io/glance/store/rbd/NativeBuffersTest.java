package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.glance.store.MisconfiguredStoreException;
import org.junit.jupiter.api.Test;

class NativeBuffersTest {
  private static final int LARGE = 1 << 20;

  @Test
  void thereAreOnlySoManyLargeBuffersAndAlwaysASmallOne() {
    NativeBuffers buffers = new NativeBuffers(LARGE, 2L * LARGE);

    NativeBuffer first = buffers.take(LARGE);
    NativeBuffer second = buffers.take(LARGE);

    assertThat(first.size()).isEqualTo(LARGE);
    assertThat(second.size()).isEqualTo(LARGE);
    assertThat(buffers.take(LARGE).size()).isEqualTo(NativeBuffers.SMALL);
    first.giveBack();
    assertThat(buffers.take(LARGE).size()).isEqualTo(LARGE);
  }

  @Test
  void littleNeedsASmallOne() {
    NativeBuffers buffers = new NativeBuffers(LARGE, LARGE);

    assertThat(buffers.take(1).size()).isEqualTo(NativeBuffers.SMALL);
    assertThat(buffers.largeLeft()).isEqualTo(1);
  }

  @Test
  void zerosAreSeen() {
    NativeBuffer buffer = new NativeBuffers(LARGE, LARGE).take(LARGE);
    byte[] bytes = new byte[LARGE];
    bytes[1000] = 1;
    buffer.put(0, bytes, 0, LARGE);

    assertThat(buffer.isZero(1000)).isTrue();
    assertThat(buffer.isZero(1001)).isFalse();
    assertThat(buffer.isZero(LARGE)).isFalse();
    buffer.put(1000, new byte[1], 0, 1);
    assertThat(buffer.isZero(LARGE)).isTrue();
    assertThat(buffer.isZero(1)).isTrue();
  }

  @Test
  void anImageGrowsByStepsThatDouble() {
    Growth growth = new Growth(8 << 20);

    assertThat(growth.reach(1)).isTrue();
    assertThat(growth.size()).isEqualTo(16L << 20);
    assertThat(growth.reach(16L << 20)).isFalse();
    assertThat(growth.reach((16L << 20) + 1)).isTrue();
    assertThat(growth.size()).isEqualTo(48L << 20);
    growth.reach(100L << 30);
    long size = growth.size();
    growth.reach(size + 1);
    assertThat(growth.size() - size).isEqualTo(8L << 30);
  }

  @Test
  void aMissingLibraryIsToldWithItsPackage() {
    assertThatIllegalStateException()
        .isThrownBy(() -> NativeLibrary.load("libnothing.so.9", "libnothing9"))
        .isInstanceOf(MisconfiguredStoreException.class)
        .withMessageContaining("libnothing.so.9")
        .withMessageContaining("install the package libnothing9");
  }
}
