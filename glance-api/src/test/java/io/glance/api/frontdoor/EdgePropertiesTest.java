package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EdgePropertiesTest {

  @Test
  void theServerListensAsTheOriginalDoes() {
    assertThat(server(Map.of()))
        .isEqualTo(
            new ServerProperties(
                "0.0.0.0",
                9292,
                4096,
                Duration.ofSeconds(900),
                true,
                16_384,
                Duration.ofSeconds(60)));
  }

  @Test
  void everyServerOptionIsBound() {
    Map<String, String> set = new HashMap<>();
    set.put("bind_host", "127.0.0.1");
    set.put("bind_port", "1234");
    set.put("backlog", "5");
    set.put("client_socket_timeout", "6");
    set.put("http_keepalive", "false");
    set.put("max_header_line", "7000");
    set.put("graceful_shutdown_timeout", "8");

    assertThat(server(set))
        .isEqualTo(
            new ServerProperties(
                "127.0.0.1", 1234, 5, Duration.ofSeconds(6), false, 7000, Duration.ofSeconds(8)));
  }

  @ParameterizedTest
  @CsvSource({
    "bind_port, 65536",
    "bind_port, -1",
    "backlog, 0",
    "client_socket_timeout, -1",
    "max_header_line, 10",
    "graceful_shutdown_timeout, -1",
    "http_keepalive, perhaps",
  })
  void nonsenseIsRefused(String option, String value) {
    assertThatThrownBy(() -> server(Map.of(option, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ServerProperties server(Map<String, String> set) {
    Map<String, String> named = new HashMap<>();
    set.forEach((option, value) -> named.put("oslo.default." + option, value));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate("oslo.default", ServerProperties.class);
  }
}
