package io.glance.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingCertificate;
import io.glance.common.testing.TestingHttpServer;
import io.glance.store.ByteRange;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Timeout(60)
class HttpStorePropertiesTest {
  private static final String SECTION = "oslo.glance-store";

  @TempDir static Path directory;
  private static TestingCertificate certificate;
  private static TestingHttpServer server;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestingCertificate.make(directory, "ip:127.0.0.1");
    server = TestingHttpServer.startWith(certificate);
    server.keep("/file", new byte[] {1});
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void defaultsAreTheOriginalsButCertificatesAreVerified() {
    assertThat(bind(Map.of())).isEqualTo(new HttpStoreProperties(null, false, Map.of()));
  }

  @Test
  void everyOptionIsRead() {
    HttpStoreProperties options =
        bind(
            Map.of(
                "https-ca-certificates-file", certificate.pem().toString(),
                "https-insecure", "true",
                "http-proxy-information.http", "10.0.0.1:3128",
                "http-proxy-information.https", "10.0.0.1:1080"));

    assertThat(options)
        .isEqualTo(
            new HttpStoreProperties(
                certificate.pem().toString(),
                true,
                Map.of("http", "10.0.0.1:3128", "https", "10.0.0.1:1080")));
  }

  @Test
  void certificatesOfUnknownAuthoritiesAreRefused() {
    assertThatThrownBy(() -> read(Map.of())).isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> read(Map.of("https-ca-certificates-file", " ")))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void authoritiesOfTheFileAreTrusted() {
    assertThatCode(() -> read(Map.of("https-ca-certificates-file", certificate.pem().toString())))
        .doesNotThrowAnyException();
  }

  @Test
  void anyCertificateIsAcceptedWhereTheOperatorSaysSo() {
    assertThatCode(() -> read(Map.of("https-insecure", "true"))).doesNotThrowAnyException();
  }

  @Test
  void aFileOfAuthoritiesSilencesInsecure() throws Exception {
    Path elsewhere = Path.of(directory.toString(), "elsewhere");
    TestingCertificate other =
        TestingCertificate.make(Files.createDirectory(elsewhere), "ip:127.0.0.1");

    assertThatThrownBy(() ->
            read(
                Map.of(
                    "https-ca-certificates-file",
                    other.pem().toString(),
                    "https-insecure",
                    "true")))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void proxiesAreUsed() throws Exception {
    try (TestingHttpServer proxy = TestingHttpServer.start()) {
      proxy.keep("http://127.0.0.1/file", new byte[] {1, 2});
      Store store = store(Map.of("http-proxy-information.http", "127.0.0.1:" + proxy.port()));

      assertThat(store.size(new StoreLocation("http://127.0.0.1/file"))).isEqualTo(2);
    }
  }

  @Test
  void nonsenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpStoreProperties("/no/such/file", false, Map.of()))
        .withMessage(
            "https_ca_certificates_file: /no/such/file cannot be read as certificates in PEM");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HttpStoreProperties(null, false, Map.of("ftp", "10.0.0.1:21")))
        .withMessage("http_proxy_information: proxy for 'ftp', must be for http, https or all");
  }

  @Test
  void passwordsOfProxiesAreNotPrinted() {
    HttpStoreProperties options =
        new HttpStoreProperties(null, false, Map.of("http", "user:secret@10.0.0.1:3128"));

    assertThat(options.toString()).doesNotContain("secret").contains("[http]");
  }

  private static void read(Map<String, String> options) throws Exception {
    store(options).open(new StoreLocation(server.url("/file")), ByteRange.ALL).close();
  }

  private static Store store(Map<String, String> options) {
    Map<String, String> all = new HashMap<>();
    options.forEach((name, value) -> all.put(SECTION + "." + name, value));
    all.put("oslo.import-filtering-opts.allowed-hosts", "127.0.0.1");
    all.put("oslo.import-filtering-opts.allowed-ports", "");
    return new HttpStoreFactory()
        .open(new Binder(new MapConfigurationPropertySource(all)), SECTION);
  }

  private static HttpStoreProperties bind(Map<String, String> options) {
    var source = new MapConfigurationPropertySource();
    options.forEach((name, value) -> source.put(SECTION + "." + name, value));
    return new Binder(source).bindOrCreate(SECTION, HttpStoreProperties.class);
  }
}
