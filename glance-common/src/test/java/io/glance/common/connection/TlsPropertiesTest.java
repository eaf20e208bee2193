package io.glance.common.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.ConfigSearch;
import io.glance.common.config.InvalidOption;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.testing.TestingAuthority;
import io.glance.common.testing.TestingAuthority.Pair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPropertiesTest {
  @TempDir static Path directory;
  private static TestingAuthority authority;
  private static Pair pair;

  @BeforeAll
  static void make() throws Exception {
    authority = new TestingAuthority(directory);
    pair = authority.issue();
  }

  @Test
  void plainHttpIsSpokenByDefault() throws Exception {
    TlsProperties options = options("");

    assertThat(options).isEqualTo(new TlsProperties(null, null, null));
    assertThat(options.isOn()).isFalse();
    assertThat(options.isMutual()).isFalse();
    assertThat(options(set("", "", "")).isOn()).isFalse();
  }

  @Test
  void everyOptionIsBound() throws Exception {
    TlsProperties options = options(set(pair.certificate(), pair.key(), authority.pem()));

    assertThat(options)
        .isEqualTo(
            new TlsProperties(
                pair.certificate().toString(), pair.key().toString(), authority.pem().toString()));
    assertThat(options.isOn()).isTrue();
    assertThat(options.isMutual()).isTrue();
    assertThat(options.files().load().getStores().getKeyStore()).isNotNull();
    assertThat(options.files().load().getOptions().getEnabledProtocols())
        .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
  }

  @Test
  void certificateAndKeyMayBeInOneFile() throws Exception {
    Path both =
        Files.writeString(
            directory.resolve("both.pem"),
            Files.readString(pair.key()) + Files.readString(pair.certificate()));

    assertThat(options(set(both, both, "")).isOn()).isTrue();
  }

  @Test
  void keysMayBeRsa() throws Exception {
    Pair rsa = authority.issue("dns:localhost", "RSA");

    assertThat(options(set(rsa.certificate(), rsa.key(), "")).isOn()).isTrue();
  }

  @Test
  void oneWithoutTheOtherIsRefused() {
    assertRefused(set(pair.certificate(), "", ""), "key_file", "is not set, but cert_file is");
    assertRefused(set("", pair.key(), ""), "cert_file", "is not set, but key_file is");
    assertRefused(set("", "", authority.pem()), "ca_file", "cert_file and key_file are not");
  }

  @Test
  void aFileThatHoldsSomethingElseIsNamedWithItsOption() throws Exception {
    Path garbage = Files.writeString(directory.resolve("garbage.pem"), "garbage");
    Path missing = directory.resolve("missing.pem");
    Pair other = authority.issue();
    Path locked =
        Files.writeString(
            directory.resolve("locked.pem"),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");

    assertRefused(set(missing, pair.key(), ""), "cert_file", missing + " does not exist");
    assertRefused(set(directory, pair.key(), ""), "cert_file", directory + " cannot be read");
    assertRefused(
        set(garbage, pair.key(), ""), "cert_file", garbage + " holds no certificates in PEM");
    assertRefused(
        set(pair.key(), pair.key(), ""), "cert_file", pair.key() + " holds no certificates in PEM");
    assertRefused(
        set(pair.certificate(), garbage, ""), "key_file", garbage + " holds no private key");
    assertRefused(
        set(pair.certificate(), locked, ""), "key_file", locked + " holds a key under a password");
    assertRefused(
        set(pair.certificate(), other.key(), ""),
        "key_file",
        other.key() + " is not the key of the certificate in " + pair.certificate());
    assertRefused(
        set(pair.certificate(), pair.key(), garbage),
        "ca_file",
        garbage + " holds no certificates in PEM");
  }

  private static void assertRefused(String text, String option, String why) {
    assertThatThrownBy(() -> options(text))
        .isInstanceOfSatisfying(
            InvalidOption.class, e -> assertThat(e.option().name()).isEqualTo(option))
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  private static String set(Object certificate, Object key, Object authorities) {
    return "[DEFAULT]\ncert_file = %s\nkey_file = %s\nca_file = %s\n"
        .formatted(certificate, key, authorities)
        .replaceAll("(?m)^\\w+ = \n", "");
  }

  private static TlsProperties options(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("options.conf"), text);
    return OsloEnvironment.load(
            "glance-api",
            new ConfigSearch(directory, directory, Map.of()),
            "--config-file",
            file.toString())
        .bind("DEFAULT", TlsProperties.class);
  }
}
