package io.glance.api.keymanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.keymanager.BarbicanProperties.Audience;
import io.glance.api.signature.Signatures;
import io.glance.common.context.RequestContext;
import io.glance.common.keystone.ServiceCatalog.Endpoint;
import io.glance.common.keystone.ServiceCatalog.Service;
import io.glance.common.testing.TestingKeystone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class BarbicanKeyManagerTest {
  private static final RequestContext CALLER = Callers.with(TestingBarbican.TOKEN);
  private static final byte[] PEM = Signatures.pem("dsa-2048").getBytes(StandardCharsets.UTF_8);

  private final TestingBarbican barbican = new TestingBarbican();
  private final BarbicanKeyManager keys = new BarbicanKeyManager(at(barbican.url()), null);

  @AfterEach
  void stop() {
    keys.close();
    barbican.close();
  }

  private static BarbicanProperties at(@Nullable String url) {
    return new BarbicanProperties(url, null, Audience.PUBLIC, null, true, null, false);
  }

  @Test
  void certificateIsReadWithTheCallersToken() throws Exception {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));

    assertThat(keys.certificate(id, CALLER)).isEqualTo(Signatures.certificate("rsa-2048"));

    assertThat(barbican.asked())
        .containsExactly("GET /v1/secrets/" + id, "GET /v1/secrets/" + id + "/payload");
  }

  @Test
  void aServiceTokenGoesAlongWhereTheOperatorWantsItAndIsMadeAnewIfRefused() throws Exception {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));

    try (TestingKeystone keystone = TestingKeystone.start();
        BarbicanKeyManager other =
            new KeyManagerConfiguration()
                .keyManager(
                    new KeyManagerProperties("barbican"),
                    new BarbicanProperties(
                        barbican.url(), null, Audience.PUBLIC, null, true, null, true),
                    serviceUser(keystone))) {
      other.certificate(id, CALLER);
      barbican.wantServiceToken("own-2");
      other.certificate(id, CALLER);

      assertThat(barbican.serviceTokens())
          .containsExactly("own-1", "own-1", "own-1", "own-2", "own-2");
    }
  }

  @Test
  void withoutAServiceTokenThatIsWantedBarbicanIsNotAsked() throws Exception {
    try (TestingKeystone keystone = TestingKeystone.start();
        BarbicanKeyManager other =
            new KeyManagerConfiguration()
                .keyManager(
                    new KeyManagerProperties("barbican"),
                    new BarbicanProperties(
                        barbican.url(), null, Audience.PUBLIC, null, true, null, true),
                    serviceUser(keystone))) {
      keystone.fail(401);

      assertThatThrownBy(() -> other.certificate(UUID.randomUUID().toString(), CALLER))
          .isInstanceOf(KeyManagerException.Failed.class);
      assertThat(barbican.asked()).isEmpty();
    }
  }

  private static StandardEnvironment serviceUser(TestingKeystone keystone) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "oslo.barbican_service_user.auth_type", "password",
                    "oslo.barbican_service_user.auth_url", keystone.url(),
                    "oslo.barbican_service_user.username", "glance",
                    "oslo.barbican_service_user.password", "secret",
                    "oslo.barbican_service_user.project_name", "service")));
    return environment;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v1", "/v1/"})
  void endpointMayNameTheVersion(String path) throws Exception {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));

    try (BarbicanKeyManager other = new BarbicanKeyManager(at(barbican.url() + path), null)) {
      assertThat(other.certificate(id, CALLER)).isNotNull();
    }
  }

  @Test
  void certificateMayBeNamedInAllWaysThatPythonReads() throws Exception {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));

    for (String name :
        List.of(
            "http://elsewhere:9311/v1/secrets/" + id + "/",
            id.replace("-", ""),
            id.toUpperCase(Locale.ROOT),
            "{" + id + "}",
            "urn:uuid:" + id)) {
      assertThat(keys.certificate(name, CALLER)).as(name).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "/",
        "../../v1/secrets",
        "5b2c0d66-6a0b-4a10-9a3f-7d6c9f3b2a1",
        "5b2c0d66-6a0b-4a10-9a3f-7d6c9f3b2a1g",
        "5b2c0d66-6a0b-4a10-9a3f-7d6c9f3b2a11?x",
        "5b2c0d66-6a0b-4a10-9a3f-7d6c9f3b2a11/payload"
      })
  void whatIsNoNameIsNotAskedFor(String name) {
    assertThatThrownBy(() -> keys.certificate(name, CALLER))
        .isInstanceOf(KeyManagerException.BadReference.class)
        .hasMessage("Secret incorrectly specified.");
    assertThatThrownBy(() -> keys.deleteKey(name, CALLER))
        .isInstanceOf(KeyManagerException.BadReference.class);

    assertThat(barbican.asked()).isEmpty();
  }

  @Test
  void anEmptyNameIsNotAskedFor() {
    assertThatThrownBy(() -> keys.certificate("", CALLER))
        .isInstanceOf(KeyManagerException.Failed.class)
        .hasMessage("key identifier not provided");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String id = UUID.randomUUID().toString();

    assertThatThrownBy(() -> keys.certificate(id, CALLER))
        .isInstanceOf(KeyManagerException.NotFound.class);
    assertThatThrownBy(() -> keys.deleteKey(id, CALLER))
        .isInstanceOf(KeyManagerException.NotFound.class);
  }

  @ParameterizedTest
  @CsvSource({
    "opaque, Opaque",
    "symmetric, RAW",
    "passphrase, RAW",
    "public, SubjectPublicKeyInfo",
    "private, PKCS8"
  })
  void otherSecretsAreNoCertificates(String type, String format) {
    String id = barbican.put(type, PEM, "");

    assertThatThrownBy(() -> keys.certificate(id, CALLER))
        .isInstanceOfSatisfying(
            KeyManagerException.NoCertificate.class, e -> assertThat(e.format()).isEqualTo(format));
  }

  @Test
  void aCertificateThatCannotBeReadFails() throws Exception {
    String noPem = barbican.put("certificate", Signatures.certificate("dsa-2048").getEncoded(), "");
    String broken =
        barbican.putCertificate("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n");
    String empty = barbican.putDescribed("{\"secret_type\": \"certificate\"}", new byte[0]);

    assertFails(noPem, "the certificate is not in PEM");
    assertFails(broken, "the certificate cannot be read");
    assertFails(empty, "the certificate has no content");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 403, 500, 503})
  void whatIsRefusedFails(int status) {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));
    barbican.answerAll(status);

    assertFails(id, "answered " + status);
  }

  @Test
  void aSilentKeyManagerFailsAndIsTriedAgain() throws Exception {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));
    TestingBarbican gone = new TestingBarbican();
    gone.close();

    try (BarbicanKeyManager other = new BarbicanKeyManager(at(gone.url()), null)) {
      assertThatThrownBy(() -> other.certificate(id, CALLER))
          .isInstanceOf(KeyManagerException.Failed.class);
    }

    assertThat(keys.certificate(id, CALLER)).isNotNull();
  }

  @Test
  void aCallerWithoutTokenOrWithAWrongOneGetsNothing() {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));

    assertThatThrownBy(() -> keys.certificate(id, Callers.with("another")))
        .isInstanceOf(KeyManagerException.Failed.class)
        .hasMessageEndingWith("answered 401");
    assertThatThrownBy(() -> keys.certificate(id, RequestContext.administrator("req-1")))
        .isInstanceOf(KeyManagerException.Failed.class)
        .hasMessage("the caller showed no token");
  }

  @Test
  void endpointIsFoundInTheCallersCatalogue() throws Exception {
    String id = barbican.putCertificate(Signatures.pem("rsa-2048"));
    Service service =
        new Service(
            "key-manager",
            "barbican",
            List.of(
                new Endpoint(null, "internal", "here", "http://127.0.0.1:1"),
                new Endpoint(null, "public", "there", "http://127.0.0.1:1"),
                new Endpoint(null, "public", "here", barbican.url())));
    RequestContext caller =
        Callers.with(TestingBarbican.TOKEN, new Service("image", null, List.of()), service);

    try (BarbicanKeyManager other =
        new BarbicanKeyManager(
            new BarbicanProperties(null, "v1", Audience.PUBLIC, "here", true, null, false), null)) {
      assertThat(other.certificate(id, caller)).isNotNull();
    }
    try (BarbicanKeyManager other =
        new BarbicanKeyManager(
            new BarbicanProperties(null, "v1", Audience.ADMIN, null, true, null, false), null)) {
      assertThatThrownBy(() -> other.certificate(id, caller))
          .isInstanceOf(KeyManagerException.Failed.class)
          .hasMessageContaining("no admin endpoint of a key-manager");
    }
  }

  @Test
  void keyIsDeletedUnlessSomebodyUsesIt() throws Exception {
    String used =
        barbican.put("symmetric", new byte[32], ", \"consumers\": [{\"service\": \"image\"}]");
    String free = barbican.put("symmetric", new byte[32], ", \"consumers\": []");

    keys.deleteKey(free, CALLER);
    assertThatThrownBy(() -> keys.deleteKey(used, CALLER))
        .isInstanceOf(KeyManagerException.Failed.class)
        .hasMessage("Secret cannot be deleted as it has consumers.");

    assertThat(barbican.has(free)).isFalse();
    assertThat(barbican.has(used)).isTrue();
  }

  private void assertFails(String id, String message) {
    assertThatThrownBy(() -> keys.certificate(id, CALLER))
        .isInstanceOf(KeyManagerException.Failed.class)
        .hasMessageContaining(message);
  }
}
