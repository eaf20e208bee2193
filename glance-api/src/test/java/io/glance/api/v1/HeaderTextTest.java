package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
  private static final int LONG = 20 * 1024;

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "a%20b, a b",
    "%E2%82%AC, €",
    "%4f%4F, OO",
    "100%25, 100%",
    "100%, 100%",
    "50%2, 50%2",
    "%zz, %zz",
    "5%20 of it, 5%20 of it",
    "%FF, %FF",
  })
  void onlyWhatIsEncodedAsAWholeIsDecoded(String header, String text) {
    assertThat(HeaderText.decode(header)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "%41", "%", "%4", "a%20", "a b"})
  void lengthTakesNoStack(String part) {
    String header = part.repeat(LONG);
    String expected = part.equals("%41") ? "A".repeat(LONG) : header;

    assertThat(HeaderText.decode(header))
        .isEqualTo(part.equals("a%20") ? "a ".repeat(LONG) : expected);
  }

  @Test
  void namesAreEncodedSoThatTheyAreReadAgain() {
    assertThat(HeaderText.decode(HeaderText.encodeName("a b€"))).isEqualTo("a b€");
  }
}
