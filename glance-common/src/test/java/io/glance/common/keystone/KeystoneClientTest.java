package io.glance.common.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.common.testing.TestingKeystone;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class KeystoneClientTest {
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  private final InstantSource source = () -> Instant.now().plus(later.get());
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private TestingKeystone keystone;
  private KeystoneSession session;
  private KeystoneClient client;

  @BeforeEach
  void connect() throws IOException {
    keystone = TestingKeystone.start();
    session = session("secret", Duration.ofSeconds(2));
    client = client(session, true);
  }

  @AfterEach
  void close() {
    session.close();
    keystone.close();
  }

  @Test
  void aTokenSaysWhoItsHolderIs() {
    keystone.issue("good", "acme", "Member", "reader");

    Token token = client.validate(Secret.of("good"), false).orElseThrow();

    assertThat(token.userId()).isEqualTo("user-of-good");
    assertThat(token.projectId()).isEqualTo("acme");
    assertThat(token.projectDomainId()).isEqualTo("default");
    assertThat(token.roles()).isEqualTo(Set.of("Member", "reader"));
    assertThat(token.systemScope()).isNull();
    assertThat(token.adminProject()).isTrue();
    assertThat(token.catalog().url("image", "publicURL", "north")).contains("http://images/");
    assertThat(token.catalog().url("image", "public", "south")).isEmpty();
  }

  @Test
  void tokensOfDomainsAndOfTheSystemHaveNoProject() {
    Instant later = clock.instant().plusSeconds(60);
    keystone.issue("domain", later, "\"domain\": {\"id\": \"d1\"}", "admin");
    keystone.issue("system", later, "\"system\": {\"all\": true}", "admin");

    Token domain = client.validate(Secret.of("domain"), false).orElseThrow();
    Token system = client.validate(Secret.of("system"), false).orElseThrow();

    assertThat(domain.projectId()).isNull();
    assertThat(domain.domainId()).isEqualTo("d1");
    assertThat(system.projectId()).isNull();
    assertThat(system.systemScope()).isEqualTo("all");
  }

  @Test
  void aTokenThatKeystoneDoesNotKnowIsNone() {
    assertThat(client.validate(Secret.of("never-issued"), false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX-Auth-Token: b", "tökén", "\u0000"})
  void whatNoHeaderCanCarryIsNotAskedFor(String text) {
    assertThat(client.validate(Secret.of(text), false)).isEmpty();

    assertThat(keystone.questions()).isEmpty();
  }

  @Test
  void aTokenThatIsOverCountsOnlyWhenThatIsAllowed() {
    keystone.issue(
        "old", clock.instant().minusSeconds(5), TestingKeystone.project("acme"), "member");

    assertThat(client.validate(Secret.of("old"), false)).isEmpty();
    assertThat(client.validate(Secret.of("old"), true)).isPresent();
    assertThat(keystone.questions().getLast())
        .isEqualTo("/identity/v3/auth/tokens?allow_expired=1");
  }

  @Test
  void theCatalogueIsLeftOutWhenNobodyWantsIt() {
    keystone.issue("good", "acme", "member");

    client(session, false).validate(Secret.of("good"), false);

    assertThat(keystone.questions()).containsExactly("/identity/v3/auth/tokens?nocatalog");
  }

  @Test
  void weLogInOnceForManyTokens() {
    keystone.issue("one", "acme", "member");
    keystone.issue("two", "acme", "member");

    client.validate(Secret.of("one"), false);
    client.validate(Secret.of("two"), false);

    assertThat(keystone.logins()).hasSize(1);
  }

  @Test
  void ourTokenIsRenewedBeforeItEnds() {
    keystone.issue("good", "acme", "member");
    client.validate(Secret.of("good"), false);
    later.set(Duration.ofMinutes(59));

    client.validate(Secret.of("good"), false);

    assertThat(keystone.logins()).hasSize(2);
  }

  @Test
  void ourTokenIsRenewedWhenKeystoneTakesItBack() {
    keystone.issue("good", "acme", "member");
    client.validate(Secret.of("good"), false);
    keystone.revoke("own-1");

    Optional<Token> token = client.validate(Secret.of("good"), false);

    assertThat(token).isPresent();
    assertThat(keystone.logins()).hasSize(2);
  }

  @Test
  void aTokenOfAShortLifeIsNotRenewedForEachQuestion() {
    keystone.ownLife(Duration.ofSeconds(60));
    keystone.issue("good", "acme", "member");

    client.validate(Secret.of("good"), false);
    client.validate(Secret.of("good"), false);

    assertThat(keystone.logins()).hasSize(1);
  }

  @Test
  void ourTokenIsUsedToItsEndWhenItCannotBeRenewed() {
    Secret token = session.token();

    later.set(Duration.ofMinutes(59));
    keystone.fail(503);

    assertThat(session.token()).isEqualTo(token);
  }

  @Test
  void aWrongPasswordIsNotTheCallersFault() {
    try (KeystoneSession wrong = session("guess", Duration.ofSeconds(2))) {
      assertThatThrownBy(() -> client(wrong, true).validate(Secret.of("good"), false))
          .isInstanceOf(KeystoneException.LoginRefused.class)
          .hasMessageContaining("does not let this service in")
          .hasMessageNotContaining("guess");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 429, 500, 502, 503})
  void aBrokenKeystoneSaysNothingOfATokenAndIsAskedAgainTheNextTime(int status) {
    keystone.issue("good", "acme", "member");
    client.validate(Secret.of("good"), false);
    keystone.fail(status);

    assertThatThrownBy(() -> client.validate(Secret.of("good"), false))
        .isInstanceOf(KeystoneException.Unanswered.class);

    keystone.fail(0);
    assertThat(client.validate(Secret.of("good"), false)).isPresent();
  }

  @Test
  void aSlowKeystoneIsNotWaitedForWithoutEnd() {
    keystone.issue("good", "acme", "member");
    client.validate(Secret.of("good"), false);
    keystone.pause(Duration.ofSeconds(20));
    long start = System.nanoTime();

    assertThatThrownBy(() -> client.validate(Secret.of("good"), false))
        .isInstanceOf(KeystoneException.Unanswered.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aKeystoneThatComesBackIsFoundAgain() throws IOException {
    keystone.issue("good", "acme", "member");
    client.validate(Secret.of("good"), false);
    int port = keystone.port();
    keystone.close();
    assertThatThrownBy(() -> client.validate(Secret.of("good"), false))
        .isInstanceOf(KeystoneException.Unanswered.class);

    keystone = TestingKeystone.at(port);
    keystone.issue("good", "acme", "member");

    assertThat(client.validate(Secret.of("good"), false)).isPresent();
  }

  private KeystoneSession session(String password, Duration patience) {
    KeystoneAccess access =
        KeystoneAccess.of(
            new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "oslo.some_section.auth_type",
                        "password",
                        "oslo.some_section.auth_url",
                        keystone.url(),
                        "oslo.some_section.username",
                        "glance",
                        "oslo.some_section.password",
                        password,
                        "oslo.some_section.project_name",
                        "service",
                        "oslo.some_section.timeout",
                        Long.toString(patience.toSeconds())))),
            "some_section");
    return new KeystoneSession(
        access, new KeystoneTransport(access.connection(), 1, Duration.ofMillis(20)), clock);
  }

  private KeystoneClient client(KeystoneSession through, boolean catalog) {
    return new KeystoneClient(
        through, new KeystoneClient.Questions("internal", null, catalog), clock);
  }
}
