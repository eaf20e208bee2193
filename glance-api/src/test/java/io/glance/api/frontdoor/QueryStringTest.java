package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {

  @ParameterizedTest
  @CsvSource({
    "a=1&b=2, a=1&b=2",
    "a=1&a=2, a=1&a=2",
    "a, a=",
    "a=, a=",
    "=5, =5",
    "a=b=c, a=b%3Dc",
    "a&&b, a=&b=",
    "a=x+y, a=x+y",
    "a=x%20y, a=x+y",
    "a=%2B, a=%2B",
    "a=100%, a=100%25",
    "a=%zz, a=%25zz",
    "a=%C3%A9, a=%C3%A9",
    "a=*~-._, a=%2A~-._",
    "a=gt:2020-01-01T00:00:00Z, a=gt%3A2020-01-01T00%3A00%3A00Z",
    "a=%F0%9F%98%80, a=%F0%9F%98%80"
  })
  void parametersAreWrittenAgainAsPythonWouldWriteThem(String sent, String written) {
    assertThat(QueryString.of(sent)).hasToString(written);
  }

  @Test
  void noneIsEmpty() {
    assertThat(QueryString.of(null)).hasToString("");
    assertThat(QueryString.of("")).hasToString("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%E9", "%C3=1", "a=%FF%FE"})
  void bytesThatAreNoTextAreRefused(String sent) {
    assertThatThrownBy(() -> QueryString.of(sent))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessageStartingWith("Error decoding your request.");
  }

  @Test
  void theFirstOfARepeatedParameterIsTakenFirst() {
    QueryString parameters = QueryString.of("a=1&b=2&a=3");

    assertThat(parameters.take("a")).contains("1");
    assertThat(parameters.takeAll("a")).containsExactly("3");
    assertThat(parameters.has("a")).isFalse();
    assertThat(parameters.take("a")).isEmpty();
  }
}
