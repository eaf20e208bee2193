package io.glance.api.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HealthcheckPropertiesTest {

  @Test
  void byDefaultAFileDisables() {
    HealthcheckProperties options = bind(Map.of());

    assertThat(options)
        .isEqualTo(
            new HealthcheckProperties(
                false,
                List.of("disable_by_file"),
                Path.of("/etc/glance/healthcheck_disable"),
                List.of(),
                List.of(),
                List.of(),
                false));
  }

  @Test
  void everyOptionIsBound() {
    Map<String, String> set = new HashMap<>();
    set.put("detailed", "true");
    set.put("backends", "disable_by_files_ports,enable_by_files");
    set.put("disable_by_file_path", "/a");
    set.put("disable_by_file_paths", "9292:/b,9393:/c");
    set.put("enable_by_file_paths", "/d,/e");
    set.put("allowed_source_ranges", "10.0.0.0/8,::1");
    set.put("ignore_proxied_requests", "true");

    HealthcheckProperties options = bind(set);

    assertThat(options)
        .isEqualTo(
            new HealthcheckProperties(
                true,
                List.of("disable_by_files_ports", "enable_by_files"),
                Path.of("/a"),
                List.of("9292:/b", "9393:/c"),
                List.of(Path.of("/d"), Path.of("/e")),
                List.of(SourceRange.of("10.0.0.0/8"), SourceRange.of("::1")),
                true));
    assertThat(options.disableByFilePathAt(9393)).isEqualTo(Path.of("/c"));
    assertThat(options.disableByFilePathAt(929)).isNull();
  }

  @Test
  void theLastFileOfAPortCounts() {
    HealthcheckProperties options =
        bind(Map.of("disable_by_file_paths", "9292:/first,09292:/last,929:/other"));

    assertThat(options.disableByFilePathAt(9292)).isEqualTo(Path.of("/last"));
  }

  @ParameterizedTest
  @CsvSource({
    "backends, nonsense",
    "'backends', 'disable_by_file,enable_by_files'",
    "disable_by_file_paths, /no/port",
    "allowed_source_ranges, 10.0.0.0/33",
    "allowed_source_ranges, localhost",
    "detailed, perhaps",
  })
  void nonsenseIsRefused(String option, String value) {
    assertThatThrownBy(() -> bind(Map.of(option, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.0/9, 10.128.0.0, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "fe80::/10, fe80::1, true",
  })
  void aRangeIsItsLeadingBits(String range, String address, boolean within) {
    assertThat(SourceRange.of(range).contains(InetAddress.ofLiteral(address))).isEqualTo(within);
  }

  private static HealthcheckProperties bind(Map<String, String> set) {
    Map<String, String> named = new HashMap<>();
    set.forEach((option, value) -> named.put("oslo.healthcheck." + option, value));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate("oslo.healthcheck", HealthcheckProperties.class);
  }
}
