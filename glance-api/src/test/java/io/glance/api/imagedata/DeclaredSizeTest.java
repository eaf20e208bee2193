package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredSizeTest {

  @ParameterizedTest
  @CsvSource({
    "5,5",
    "+5,5",
    "' 5 ',5",
    "005,5",
    "1_000,1000",
    "9223372036854775807,9223372036854775807"
  })
  void headerIsReadAsPythonReadsNumbers(String header, long size) {
    assertThat(DeclaredSize.of(header, 7)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "abc", "-5", "5.0", "5 6", "0x5", "_5", "5_", "9223372036854775808"})
  void headerThatIsNoSizeIsRefused(String header) {
    assertThatThrownBy(() -> DeclaredSize.of(header, 7))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage("Invalid or missing image size in request headers.");
  }

  @Test
  void contentLengthCountsWithoutHeader() {
    assertThat(DeclaredSize.of(null, 7)).isEqualTo(7);
    assertThat(DeclaredSize.of(null, -1)).isEqualTo(DeclaredSize.UNKNOWN);
  }

  @Test
  void zeroSaysNothing() {
    assertThat(DeclaredSize.of("0", 7)).isEqualTo(DeclaredSize.UNKNOWN);
    assertThat(DeclaredSize.of(null, 0)).isEqualTo(DeclaredSize.UNKNOWN);
  }
}
