package io.glance.common.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingCertificate;
import io.glance.common.testing.TestingHttpServer;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeystoneTlsTest {
  private static final char[] PASSWORD = "testing".toCharArray();

  @TempDir private Path directory;
  private TestingCertificate certificate;
  private TestingHttpServer server;

  @BeforeEach
  void start() throws Exception {
    certificate = TestingCertificate.make(directory, "ip:127.0.0.1");
    server = TestingHttpServer.startWith(certificate);
    server.answer("/v3", (request, out) -> send(out));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aServerThatTheAuthorityVouchesForIsBelieved() {
    assertThat(ask(connection(certificate.pem(), null, null, false), "127.0.0.1").status())
        .isEqualTo(200);
  }

  @Test
  void anUnknownAuthorityIsNotBelieved() {
    KeystoneConnection connection = connection(null, null, null, false);

    assertThatThrownBy(() -> ask(connection, "127.0.0.1"))
        .isInstanceOf(KeystoneException.Unanswered.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void theCertificateMustBeForTheHost() {
    KeystoneConnection connection = connection(certificate.pem(), null, null, false);

    assertThatThrownBy(() -> ask(connection, "localhost"))
        .isInstanceOf(KeystoneException.Unanswered.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void anybodyIsBelievedWhereTheOperatorWantsThat() {
    assertThat(ask(connection(null, null, null, true), "localhost").status()).isEqualTo(200);
  }

  @Test
  void aCertificateOfOursCanBeShownWithItsKeyBesideItOrInTheSameFile() throws Exception {
    Path key = Files.writeString(directory.resolve("key.pem"), privateKey());
    Path both =
        Files.writeString(
            directory.resolve("both.pem"), Files.readString(certificate.pem()) + privateKey());

    assertThat(ask(connection(certificate.pem(), certificate.pem(), key, false), "127.0.0.1"))
        .hasToString("status 200");
    assertThat(ask(connection(certificate.pem(), both, null, false), "127.0.0.1"))
        .hasToString("status 200");
  }

  @Test
  void aFileThatIsNoPemIsRefusedByItsOption() throws Exception {
    Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");

    assertThatThrownBy(() -> ask(connection(nonsense, null, null, false), "127.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cafile is %s, which cannot be read as PEM".formatted(nonsense));
    assertThatThrownBy(() -> ask(connection(null, nonsense, null, false), "127.0.0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("certfile is ");
  }

  @Test
  void aFileThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> access(Map.of("cafile", "/no/such/file", "insecure", "false")))
        .rootCause()
        .hasMessage("cafile is /no/such/file, cannot be read");
    assertThatThrownBy(() -> access(Map.of("keyfile", "/no/such/file")))
        .rootCause()
        .hasMessage("keyfile is set without certfile");
  }

  private static void access(Map<String, String> set) {
    Map<String, String> named = new HashMap<>();
    named.put("oslo.x.auth_type", "admin_token");
    named.put("oslo.x.token", "t");
    named.put("oslo.x.endpoint", "http://127.0.0.1/v3");
    set.forEach((option, value) -> named.put("oslo.x." + option, value));
    KeystoneAccess.of(new Binder(new MapConfigurationPropertySource(named)), "x");
  }

  private KeystoneAnswer ask(KeystoneConnection connection, String host) {
    try (KeystoneTransport transport = new KeystoneTransport(connection, 0, Duration.ZERO)) {
      return transport.send(
          KeystoneTransport.Request.get(URI.create(server.urlAt(host, "/v3")), Map.of()));
    }
  }

  private static KeystoneConnection connection(
      @Nullable Path cafile, @Nullable Path certfile, @Nullable Path keyfile, boolean insecure) {
    return new KeystoneConnection(cafile, certfile, keyfile, insecure, Duration.ofSeconds(5));
  }

  private String privateKey() throws Exception {
    KeyStore store = KeyStore.getInstance(directory.resolve("keys.p12").toFile(), PASSWORD);
    Key key = store.getKey("server", PASSWORD);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static void send(OutputStream out) throws Exception {
    TestingHttpServer.head(out, 200, "Content-Length: 2");
    out.write("{}".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
