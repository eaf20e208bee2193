package io.glance.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartSizesTest {
  private static final long MIB = 1024 * 1024;

  @Test
  void partsAreOfTheUsualSizeWhileTenThousandOfThemDo() {
    assertThat(new PartSizes(100_000 * MIB, 10 * MIB).of(10_000)).isEqualTo(10 * MIB);
    assertThat(new PartSizes(100_000 * MIB + 1, 10 * MIB).of(1)).isEqualTo(10 * MIB + 1);
  }

  @Test
  void theLastPartIsWhatIsLeft() {
    PartSizes sizes = new PartSizes(25 * MIB, 10 * MIB);

    assertThat(sizes.of(3, 20 * MIB)).isEqualTo(5 * MIB);
    assertThat(sizes.of(4, 25 * MIB)).isZero();
  }

  @Test
  void partsOfAnUnknownSizeGrowUntilThereIsRoomForATebibyte() {
    PartSizes sizes = new PartSizes(-1, 10 * MIB);

    assertThat(sizes.of(500, 0)).isEqualTo(10 * MIB);
    assertThat(sizes.of(501, 0)).isEqualTo(20 * MIB);
    assertThat(IntStream.rangeClosed(1, 10_000).mapToLong(sizes::of).sum())
        .isGreaterThan(1024 * 1024 * MIB);
  }

  @Test
  void thereIsNoPartAfterTheTenThousandth() {
    assertThat(PartSizes.areUsedUp(10_000)).isFalse();
    assertThat(PartSizes.areUsedUp(10_001)).isTrue();
  }
}
