package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathsTest {

  @ParameterizedTest
  @CsvSource({
    "/v2/images/A-z_0.9~, /v2/images/A-z_0.9~",
    "/v2/ima%67es, /v2/images",
    "/%76%32/x, /v2/x",
    "/v2/images/a%2fb, /v2/images/a/b",
    "/v2/images/a;b, /v2/images/a%3Bb",
    "/v2/images/a|b, /v2/images/a%7Cb",
    "/v2/images/%c3%a9, /v2/images/%C3%A9",
    "/v2/images/%zz, /v2/images/%25zz",
    "/v2/images/%2, /v2/images/%252",
    "/v2/images/%2e%2e, /v2/images/..",
    "//, //",
  })
  void everyPathHasOneForm(String path, String canonical) {
    assertThat(RequestPaths.canonical(path)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/%ff", "/v2/%c3", "/v2/%ed%a0%80", "/v2/%c0%af"})
  void bytesThatAreNoTextAreRefused(String path) {
    assertThatThrownBy(() -> RequestPaths.canonical(path))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessageStartingWith("Error decoding your request.");
  }
}
