package io.glance.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingAuthority;
import io.glance.common.testing.TestingAuthority.Pair;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RegistryTlsPropertiesTest {
  @TempDir Path directory;

  @Test
  void plainHttpIsSpokenByDefault() {
    assertThat(options(Map.of()))
        .isEqualTo(new RegistryTlsProperties("http", null, null, null, false));
    assertThat(options(Map.of()).isOn()).isFalse();
  }

  @Test
  void everyOptionIsBound() throws Exception {
    TestingAuthority authority = new TestingAuthority(directory);
    Pair pair = authority.issue();

    RegistryTlsProperties options =
        options(
            Map.of(
                "protocol", "HTTPS",
                "ca_file", authority.pem().toString(),
                "cert_file", pair.certificate().toString(),
                "key_file", pair.key().toString(),
                "insecure", "true"));

    assertThat(options)
        .isEqualTo(
            new RegistryTlsProperties(
                "https",
                authority.pem().toString(),
                pair.certificate().toString(),
                pair.key().toString(),
                true));
    assertThat(options.isOn()).isTrue();
    assertThat(options.files().load().getStores().getKeyStore()).isNotNull();
    assertThat(options.files().load().getStores().getTrustStore()).isNotNull();
  }

  @Test
  void filesDoNotCountWithoutTls() {
    assertThat(options(Map.of("ca_file", "/nowhere", "key_file", "/nowhere")).isOn()).isFalse();
  }

  @Test
  void nonsenseIsRefused() {
    assertRefused(Map.of("protocol", "ftp"), "registry_client_protocol is 'ftp'");
    assertRefused(
        Map.of("protocol", "https", "cert_file", "/nowhere"), "registry_client_cert_file is set");
    assertRefused(
        Map.of("protocol", "https", "key_file", "/nowhere"), "registry_client_key_file is set");
    assertRefused(
        Map.of("protocol", "https", "ca_file", "/nowhere"),
        "registry_client_ca_file /nowhere does not exist");
  }

  private static void assertRefused(Map<String, String> set, String why) {
    assertThatThrownBy(() -> options(set)).hasStackTraceContaining(why);
  }

  private static RegistryTlsProperties options(Map<String, String> set) {
    Map<String, String> named = new HashMap<>();
    set.forEach((option, value) -> named.put("oslo.default.registry_client_" + option, value));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate("oslo.default", RegistryTlsProperties.class);
  }
}
