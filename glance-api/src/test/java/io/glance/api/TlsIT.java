package io.glance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingAuthority;
import io.glance.common.testing.TestingAuthority.Pair;
import io.glance.fixture.Await;
import io.glance.fixture.RawHttp;
import io.glance.fixture.RunningApi;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Both services with TLS, each of which wants a certificate of the other side. */
@Timeout(180)
class TlsIT {
  private static final int BYTES = 64 << 20;

  @TempDir static Path directory;

  private static TestingAuthority authority;
  private static TestingAuthority stranger;
  private static TestingRegistry registry;
  private static RunningApi api;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    authority = new TestingAuthority(directory);
    stranger = new TestingAuthority(directory);
    registry = registry(directory.resolve("registry.sqlite"));
    Map<String, Object> options = toRegistry();
    options.putAll(listening(authority.issue()));
    api = RunningApi.start(options);
    client = client(authority.trusting());
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
    registry.close();
  }

  /** Nobody calls it without a certificate of the authority; there is no secret. */
  private static TestingRegistry registry(Path database) throws Exception {
    Map<String, Object> options = listening(authority.issue());
    options.put("oslo.default.ca_file", authority.pem().toString());
    options.put("oslo.default.bind_host", "0.0.0.0");
    options.put("oslo.glance_registry.shared_secret", "");
    return TestingRegistry.start("sqlite:///" + database, options);
  }

  private static Map<String, Object> listening(Pair pair) {
    Map<String, Object> options = new HashMap<>();
    options.put("oslo.default.cert_file", pair.certificate().toString());
    options.put("oslo.default.key_file", pair.key().toString());
    return options;
  }

  private static Map<String, Object> toRegistry() throws Exception {
    Pair shown = authority.issue();
    Map<String, Object> options = new HashMap<>();
    options.put("oslo.default.registry_host", "localhost");
    options.put("oslo.default.registry_port", registry.baseUrl().getPort());
    options.put("oslo.default.registry_client_protocol", "https");
    options.put("oslo.default.registry_client_ca_file", authority.pem().toString());
    options.put("oslo.default.registry_client_cert_file", shown.certificate().toString());
    options.put("oslo.default.registry_client_key_file", shown.key().toString());
    options.put(
        "oslo.glance_store.filesystem_store_datadir", directory.resolve("bytes").toString());
    return options;
  }

  private static HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  private static HttpRequest.Builder request(RunningApi of, String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + of.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String uploaded(byte[] data) throws Exception {
    HttpResponse<String> created =
        send(
            request(api, "/v2/images")
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}")));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String id = JsonMapper.shared().readTree(created.body()).get("id").stringValue();
    assertThat(created.headers().firstValue("Location"))
        .hasValue("https://localhost:" + api.port() + "/v2/images/" + id);
    HttpResponse<String> stored =
        send(
            request(api, "/v2/images/" + id + "/file")
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(data)));
    assertThat(stored.statusCode()).as(stored.body()).isEqualTo(204);
    return id;
  }

  @Test
  void imagesAndTheirRangesComeBackAsTheyWentIn() throws Exception {
    byte[] data = new byte[BYTES];
    new Random(1).nextBytes(data);
    String id = uploaded(data);

    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    HttpResponse<InputStream> whole =
        client.send(
            request(api, "/v2/images/" + id + "/file").build(), BodyHandlers.ofInputStream());
    try (InputStream body = whole.body()) {
      byte[] buffer = new byte[1 << 16];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    HttpResponse<byte[]> part =
        client.send(
            request(api, "/v2/images/" + id + "/file").header("Range", "bytes=1000-70999").build(),
            BodyHandlers.ofByteArray());

    assertThat(whole.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data)));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(data, 1000, 71_000));
  }

  @Test
  void linksAreHttps() throws Exception {
    assertThat(send(request(api, "/versions")).body())
        .contains("\"https://localhost:" + api.port() + "/v2/\"");
    assertThat(send(request(api, "/healthcheck")).body()).isEqualTo("OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsOfTlsAreSpoken(String version) throws Exception {
    assertThat(handshake(version, api.port()).get(0)).isNotNull();
  }

  @Test
  void olderVersionsAreNot() {
    assertThatThrownBy(() -> handshake("TLSv1.1", api.port())).isInstanceOf(IOException.class);
  }

  private static List<Certificate> handshake(String version, int port) throws Exception {
    try (var socket =
        (SSLSocket) authority.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return List.of(socket.getSession().getPeerCertificates());
    }
  }

  @Test
  void aClientThatDoesNotTrustTheAuthorityHangsUp() throws Exception {
    try (HttpClient other = client(stranger.trusting())) {
      assertThatThrownBy(
              () -> other.send(request(api, "/v2/images").build(), BodyHandlers.ofString()))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void plainHttpIsAnsweredWithAnErrorAndNothingElse() throws Exception {
    RawHttp.Answer answer = RawHttp.ask(api.port(), "GET /v2/images HTTP/1.1", "Host: x");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("images");
    assertThat(
            RawHttp.ask(registry.baseUrl().getPort(), "GET /healthcheck HTTP/1.1", "Host: x")
                .status())
        .isEqualTo(400);
  }

  @Test
  void theRegistryServesNobodyWithoutACertificateOfItsAuthority() throws Exception {
    URI health = URI.create("https://localhost:" + registry.baseUrl().getPort() + "/healthcheck");
    HttpRequest request = HttpRequest.newBuilder(health).build();

    try (HttpClient known = client(authority.trustingAndShowing(authority));
        HttpClient unknown = client(authority.trustingAndShowing(stranger))) {
      assertThat(known.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> unknown.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void theApiServesNobodyWithoutACertificateIfItWantsOne() throws Exception {
    Map<String, Object> options = toRegistry();
    options.putAll(listening(authority.issue()));
    options.put("oslo.default.ca_file", authority.pem().toString());

    try (RunningApi mutual = RunningApi.start(options);
        HttpClient known = client(authority.trustingAndShowing(authority))) {
      HttpRequest request = request(mutual, "/v2/images").build();
      assertThat(known.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong authority", "wrong host", "no certificate", "insecure"})
  void theRegistryIsTrustedOnlyIfItProvesItself(String trouble) throws Exception {
    Map<String, Object> options = toRegistry();
    switch (trouble) {
      case "wrong authority" ->
          options.put("oslo.default.registry_client_ca_file", stranger.pem().toString());
      case "wrong host" -> options.put("oslo.default.registry_host", "127.0.0.2");
      case "no certificate" -> {
        options.remove("oslo.default.registry_client_cert_file");
        options.remove("oslo.default.registry_client_key_file");
      }
      default -> {
        options.remove("oslo.default.registry_client_ca_file");
        options.put("oslo.default.registry_host", "127.0.0.2");
        options.put("oslo.default.registry_client_insecure", true);
      }
    }

    try (RunningApi other = RunningApi.start(options)) {
      HttpRequest request = HttpRequest.newBuilder(other.at("/v2/images")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
          .isEqualTo(trouble.equals("insecure") ? 200 : 503);
    }
  }

  @Test
  void aRenewedCertificateIsShownWithoutLosingConnections() throws Exception {
    Pair old = authority.issue();
    Pair renewed = authority.issue();
    Pair used = new Pair(directory.resolve("used.crt"), directory.resolve("used.key"));
    copy(old, used);

    try (RunningApi renewing = RunningApi.start(both(toRegistry(), listening(used)));
        HttpClient kept = client(authority.trusting())) {
      HttpRequest request = request(renewing, "/healthcheck").build();
      Certificate before = handshake("TLSv1.3", renewing.port()).getFirst();
      kept.send(request, BodyHandlers.ofString());
      copy(renewed, used);
      Await.until(
          Duration.ofSeconds(60),
          () -> !handshake("TLSv1.3", renewing.port()).getFirst().equals(before));

      HttpResponse<String> after = kept.send(request, BodyHandlers.ofString());
      assertThat(after.statusCode()).isEqualTo(200);
      assertThat(after.sslSession().orElseThrow().getPeerCertificates()[0]).isEqualTo(before);
    }
  }

  private static Map<String, Object> both(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> all = new HashMap<>(one);
    all.putAll(other);
    return all;
  }

  private static void copy(Pair from, Pair to) throws IOException {
    Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
  }
}
