package io.glance.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RegistryPropertiesTest {
  @Test
  void theRegistryIsOnThisMachineByDefault() {
    assertThat(link(Map.of()))
        .isEqualTo(new RegistryLinkProperties("127.0.0.1", 9191, Duration.ofSeconds(600)));
    assertThat(access(Map.of())).isEqualTo(new RegistryAccessProperties(null, null, 64));
    assertThat(access(Map.of()).secret()).isEmpty();
  }

  @Test
  void everyOptionIsBound() {
    assertThat(
            link(
                Map.of(
                    "oslo.default.registry_host", "registry.example",
                    "oslo.default.registry_port", "1",
                    "oslo.default.registry_client_timeout", "2")))
        .isEqualTo(new RegistryLinkProperties("registry.example", 1, Duration.ofSeconds(2)));
    assertThat(
            access(
                Map.of(
                    "oslo.glance_registry.shared_secret", "s",
                    "oslo.glance_registry.connections", "3")))
        .isEqualTo(new RegistryAccessProperties(Secret.of("s"), null, 3));
  }

  @Test
  void aLimitOnlyShortensTheWait() {
    RegistryLinkProperties link = link(Map.of("oslo.default.registry_client_timeout", "20"));

    assertThat(link.answeringWithin(Duration.ofSeconds(10)).registryClientTimeout())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(link.answeringWithin(Duration.ofSeconds(30))).isEqualTo(link);
  }

  @ParameterizedTest
  @CsvSource({
    "oslo.default.registry_port, 0",
    "oslo.default.registry_client_timeout, 0",
    "oslo.default.registry_client_timeout, -1",
    "oslo.glance_registry.connections, 0",
  })
  void nonsenseIsRefused(String option, String value) {
    assertThatThrownBy(
            () -> {
              link(Map.of(option, value));
              access(Map.of(option, value));
            })
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSecretIsPrintedNowhere() {
    assertThat(new RegistryAccessProperties(Secret.of("s3cret"), null, 1).toString())
        .doesNotContain("s3cret");
  }

  private static RegistryLinkProperties link(Map<String, String> set) {
    return new Binder(new MapConfigurationPropertySource(set))
        .bindOrCreate("oslo.default", RegistryLinkProperties.class);
  }

  private static RegistryAccessProperties access(Map<String, String> set) {
    return new Binder(new MapConfigurationPropertySource(set))
        .bindOrCreate("oslo.glance-registry", RegistryAccessProperties.class);
  }
}
