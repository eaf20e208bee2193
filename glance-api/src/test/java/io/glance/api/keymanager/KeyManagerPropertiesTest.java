package io.glance.api.keymanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.keymanager.BarbicanProperties.Audience;
import io.glance.api.signature.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeyManagerPropertiesTest {
  @TempDir private Path directory;

  @Test
  void byDefaultBarbicanIsWhereTheCatalogueSays() {
    assertThat(barbican(Map.of()))
        .isEqualTo(new BarbicanProperties(null, null, Audience.PUBLIC, null, true, null, false));
    assertThat(keyManager(Map.of()).backend()).isEqualTo("barbican");
  }

  @Test
  void everyOptionIsBound() throws IOException {
    Path authorities = Files.writeString(directory.resolve("ca.pem"), Signatures.pem("rsa-2048"));

    BarbicanProperties options =
        barbican(
            Map.of(
                "barbican_endpoint", "https://keys:9311",
                "barbican_api_version", "v1",
                "barbican_endpoint_type", "internal",
                "barbican_region_name", "here",
                "verify_ssl", "false",
                "send_service_user_token", "true",
                "verify_ssl_path", authorities.toString()));

    assertThat(options)
        .isEqualTo(
            new BarbicanProperties(
                "https://keys:9311", "v1", Audience.INTERNAL, "here", false, authorities, true));
  }

  @ParameterizedTest
  @CsvSource({
    "barbican_endpoint, keys:9311",
    "barbican_endpoint, ftp://keys",
    "barbican_endpoint, http://a b",
    "barbican_api_version, v2",
    "barbican_endpoint_type, secret",
    "verify_ssl, perhaps",
    "verify_ssl_path, /no/such/file"
  })
  void nonsenseIsRefused(String option, String value) {
    assertThatThrownBy(() -> barbican(Map.of(option, value)))
        .hasStackTraceContaining(value)
        .isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "barbican",
        "castellan.key_manager.barbican_key_manager.BarbicanKeyManager",
        "castellan.key_manager.barbican_key_manager:BarbicanKeyManager"
      })
  void barbicanHasSeveralNames(String name) {
    assertThat(keyManager(Map.of("backend", name)).backend()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vault",
        "",
        "castellan.tests.unit.key_manager.mock_key_manager.MockKeyManager",
        "castellan.key_manager.vault_key_manager.VaultKeyManager"
      })
  void otherKeyManagersAreRefused(String name) {
    assertThatThrownBy(() -> keyManager(Map.of("backend", name)))
        .rootCause()
        .hasMessage(
            "backend is %s, must be barbican: certificates and keys are asked for by Barbican's API"
                + " only",
            name);
  }

  private static BarbicanProperties barbican(Map<String, String> set) {
    return bind("oslo.barbican", set, BarbicanProperties.class);
  }

  private static KeyManagerProperties keyManager(Map<String, String> set) {
    return bind("oslo.key-manager", set, KeyManagerProperties.class);
  }

  private static <T> T bind(String section, Map<String, String> set, Class<T> type) {
    Map<String, String> named = new HashMap<>();
    set.forEach((option, value) -> named.put(section + "." + option, value));
    return new Binder(new MapConfigurationPropertySource(named)).bindOrCreate(section, type);
  }
}
