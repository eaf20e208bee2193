package io.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "0, -1, 10, 10",
    "0, 10, 10, 10",
    "0, 11, 10, 10",
    "0, 0, 10, 0",
    "9, -1, 10, 1",
    "9, 1, 10, 1",
    "9, 2, 10, 1",
    "10, -1, 10, 0",
    "11, 5, 10, 0",
    "0, -1, 0, 0",
    "5, 9223372036854775807, 10, 5"
  })
  void aRangeEndsWithTheImage(long offset, long length, long size, long expected) {
    assertThat(new ByteRange(offset, length).lengthIn(size)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "0, -2"})
  void negativeNumbersAreNoRange(long offset, long length) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(offset, length));
  }

  @Test
  void onlyTheWholeIsAll() {
    assertThat(ByteRange.ALL.isAll()).isTrue();
    assertThat(new ByteRange(1, ByteRange.TO_THE_END).isAll()).isFalse();
    assertThat(new ByteRange(0, 5).isAll()).isFalse();
  }
}
