package io.glance.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRangeTest {
  @ParameterizedTest
  @CsvSource({
    "0, -1, bytes=0-",
    "5, -1, bytes=5-",
    "0, 1, bytes=0-0",
    "5, 10, bytes=5-14",
    "5, 0, bytes=5-5",
    "5, 9223372036854775807, bytes=5-"
  })
  void aRangeIsAskedForFromItsFirstByteToItsLast(long offset, long length, String header) {
    assertThat(HttpRange.asked(new ByteRange(offset, length))).isEqualTo(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes 5-14/15", "bytes 5-14/*"})
  void whatWasSentIsUnderstood(String header) {
    assertThat(HttpRange.sent(header)).contains(new ByteRange(5, 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes */15",
        "bytes 5-4/15",
        "bytes 5-14",
        "bytes=5-14/15",
        "items 5-14/15",
        "bytes -5-14/15",
        "bytes 5-9999999999999999999/*"
      })
  void whatSaysNothingIsNoRange(String header) {
    assertThat(HttpRange.sent(header)).isEmpty();
  }

  @Test
  void aMissingHeaderIsNoRange() {
    assertThat(HttpRange.sent("")).isEmpty();
  }
}
