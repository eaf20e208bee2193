package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SecretTest {

  @Test
  void onlyRevealShowsTheText() {
    Secret secret = Secret.of("hidden");

    assertThat(secret.reveal()).isEqualTo("hidden");
    assertThat(secret).hasToString("***");
    assertThat(JsonMapper.shared().writeValueAsString(secret)).isEqualTo("\"***\"");
  }

  @Test
  void secretsOfTheSameTextAreEqual() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo("a");
  }
}
