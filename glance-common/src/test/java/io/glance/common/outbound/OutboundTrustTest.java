package io.glance.common.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingCertificate;
import io.glance.common.testing.TestingHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboundTrustTest {
  @TempDir static Path directory;
  private static TestingCertificate certificate;
  private static TestingHttpServer server;

  private final TestingResolver names =
      new TestingResolver().with("images.example", "127.0.0.1").with("other.example", "127.0.0.1");

  @BeforeAll
  static void start() throws Exception {
    certificate = TestingCertificate.make(directory, "dns:images.example,ip:127.0.0.1");
    server = TestingHttpServer.startWith(certificate);
    server.keep("/file", new byte[] {1, 2, 3});
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"images.example", "127.0.0.1"})
  void authoritiesOfTheFileAreTrusted(String host) throws Exception {
    OutboundClient client = trusting(OutboundTrust.authoritiesIn(certificate.pem()));

    assertThat(read(client, host)).hasSize(3);
  }

  @Test
  void theCertificateMustBeForTheHostThatIsAsked() {
    OutboundClient client = trusting(OutboundTrust.authoritiesIn(certificate.pem()));

    assertThatThrownBy(() -> read(client, "other.example"))
        .isInstanceOf(OutboundException.Unanswered.class)
        .hasCauseInstanceOf(SSLException.class);
  }

  @Test
  void unknownAuthoritiesAreNotTrusted() {
    OutboundClient client = trusting(OutboundSettings.DEFAULT.trust());

    assertThatThrownBy(() -> read(client, "images.example"))
        .isInstanceOf(OutboundException.Unanswered.class)
        .hasCauseInstanceOf(SSLException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"images.example", "other.example"})
  void anybodyIsTrustedWhereThatIsWanted(String host) throws Exception {
    assertThat(read(trusting(OutboundTrust.anybody()), host)).hasSize(3);
  }

  @Test
  void redirectsFromHttpToHttpsAreFollowed() throws Exception {
    try (TestingHttpServer plain = TestingHttpServer.start()) {
      plain.redirect("/from", 301, server.urlAt("images.example", "/file"));
      OutboundClient client = trusting(OutboundTrust.authoritiesIn(certificate.pem()));

      try (OutboundResponse response =
          client.open(
              OutboundRequest.get(plain.urlAt("images.example", "/from"))
                  .following(Redirects.USUAL))) {
        assertThat(response.body().readAllBytes()).hasSize(3);
      }
    }
  }

  @Test
  void closingEndsAnEndlessBodyOverTls() throws Exception {
    server.endlessBody("/endless", "Content-Length: 1000000000000");
    OutboundClient client = trusting(OutboundTrust.anybody());

    try (OutboundResponse response =
        client.open(OutboundRequest.get(server.urlAt("images.example", "/endless")))) {
      assertThat(response.body().readNBytes(10)).hasSize(10);
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws Exception {
    Path nothing = Files.writeString(directory.resolve("nothing.pem"), "");
    Path garbage = Files.writeString(directory.resolve("garbage.pem"), "garbage");
    Path missing = directory.resolve("missing.pem");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutboundTrust.authoritiesIn(nothing))
        .withMessage(nothing + " has no certificate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutboundTrust.authoritiesIn(garbage))
        .withMessage(garbage + " cannot be read as certificates in PEM");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutboundTrust.authoritiesIn(missing))
        .withMessage(missing + " cannot be read as certificates in PEM");
  }

  private static byte[] read(OutboundClient client, String host) throws IOException {
    try (OutboundResponse response =
        client.open(OutboundRequest.get(server.urlAt(host, "/file")))) {
      return response.body().readAllBytes();
    }
  }

  private OutboundClient trusting(OutboundTrust trust) {
    OutboundProperties options = Filters.only("images.example", "other.example", "127.0.0.1");
    return new OutboundClient(
        new OutboundFilter(options, names), OutboundSettings.DEFAULT.trusting(trust));
  }
}
