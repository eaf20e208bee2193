package io.glance.common.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRuleTest {

  @ParameterizedTest
  @CsvSource({
    "/v2/images, /v2/images, true",
    "/v2/images, /v2/images/1, false",
    "/v2/images/*, /v2/images/1, true",
    "/v2/images/*, /v2/images/1/file, false",
    "/v2/images/{id}/file, /v2/images/1/file, true",
    "/v2/images/{id}/file, /v2/images//file, false",
    "/v2/**, /v2/images/1/file, true",
    "/v2/image., /v2/images, false",
    "**, /anything, true",
  })
  void starsAndNamesStandForParts(String pattern, String path, boolean permitted) {
    AccessRule rule = new AccessRule("image", "GET", pattern);

    assertThat(rule.permits("image", "GET", path)).isEqualTo(permitted);
    assertThat(rule.permits("image", "PUT", path)).isFalse();
    assertThat(rule.permits("compute", "GET", path)).isFalse();
  }
}
