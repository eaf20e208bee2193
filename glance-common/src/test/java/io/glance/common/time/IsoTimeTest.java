package io.glance.common.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2020, 2020-01-01T00:00:00Z",
    "2020-02, 2020-02-01T00:00:00Z",
    "2020-2-3, 2020-02-03T00:00:00Z",
    "20200203, 2020-02-03T00:00:00Z",
    "2020-02-03T04, 2020-02-03T04:00:00Z",
    "2020-02-03T04:05, 2020-02-03T04:05:00Z",
    "2020-02-03T0405, 2020-02-03T04:05:00Z",
    "2020-02-03T04:05:06, 2020-02-03T04:05:06Z",
    "2020-02-03 04:05:06, 2020-02-03T04:05:06Z",
    "20200203T040506Z, 2020-02-03T04:05:06Z",
    "2020-02-03T04:05:06.5Z, 2020-02-03T04:05:06.500Z",
    "'2020-02-03T04:05:06,123456789Z', 2020-02-03T04:05:06.123456789Z",
    "2020-02-03T04:05:06+02:00, 2020-02-03T02:05:06Z",
    "2020-02-03T04:05:06-0130, 2020-02-03T05:35:06Z",
    "2020-02-03T04:05:06+02, 2020-02-03T02:05:06Z",
    "2020-02-03T04:05Z, 2020-02-03T04:05:00Z"
  })
  void aTimeMeansWhatItMeansToTheOriginal(String text, Instant time) {
    assertThat(IsoTime.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "202002",
        "2020-13",
        "2020-02-30",
        "2020-02-03T25",
        "2020-02-03T04:05:06X",
        "gt:2020-02-03",
        "2020-02-03T04:05:06+30:00",
        " 2020",
        "2020-02-03T",
        "99999-01-01"
      })
  void anythingElseIsNoTime(String text) {
    assertThat(IsoTime.parse(text)).isEmpty();
  }
}
