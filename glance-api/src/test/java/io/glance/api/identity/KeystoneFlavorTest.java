package io.glance.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.TestingKeystone;
import io.glance.common.testing.VerifiedAgainstGlance;
import io.glance.fixture.RunningApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoneFlavorTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static TestingKeystone keystone;
  private static RunningApi api;

  @BeforeAll
  static void start() throws IOException {
    keystone = TestingKeystone.start();
    api = RunningApi.start(options("keystone+caching"), WhoController.class);
  }

  @AfterAll
  static void stop() {
    api.close();
    keystone.close();
  }

  @AfterEach
  void mend() {
    keystone.fail(0);
    keystone.pause(Duration.ZERO);
  }

  @Test
  void aTokenMakesItsHolderKnown() throws Exception {
    keystone.issue("of-anna", "acme", "Member");

    String who = ask("X-Auth-Token", "of-anna").body();

    assertThat(who)
        .contains("\"user\": \"user-of-of-anna\"")
        .contains("\"project\": \"acme\"")
        .contains("\"roles\": \"[member]\"")
        .contains("\"admin\": \"false\"")
        .contains("\"readOnly\": \"false\"")
        .contains("\"token\": \"of-anna\"")
        .contains("\"images\": \"http://images/\"");
  }

  @Test
  void theRoleAdminMakesAnAdministratorHoweverItIsSpelled() throws Exception {
    keystone.issue("of-root", "acme", "ADMIN");

    assertThat(ask("X-Auth-Token", "of-root").body()).contains("\"admin\": \"true\"");
  }

  @Test
  void theOldNameOfTheHeaderIsReadToo() throws Exception {
    keystone.issue("of-old", "acme", "member");

    assertThat(ask("X-Storage-Token", " of-old ").statusCode()).isEqualTo(200);
  }

  @Test
  void tokensOfTheSystemAndOfADomainHaveNoProject() throws Exception {
    Instant later = Instant.now().plusSeconds(600);
    keystone.issue("of-system", later, "\"system\": {\"all\": true}", "admin");
    keystone.issue("of-domain", later, "\"domain\": {\"id\": \"d1\"}", "admin");

    assertThat(ask("X-Auth-Token", "of-system").body())
        .contains("\"project\": \"null\"")
        .contains("\"system\": \"all\"");
    assertThat(ask("X-Auth-Token", "of-domain").body())
        .contains("\"project\": \"null\"")
        .contains("\"domain\": \"d1\"");
  }

  @ParameterizedTest
  @VerifiedAgainstGlance("25.1")
  @ValueSource(strings = {"never-issued", "gAAAAABforged", "%00", "a,b", "'; DROP TABLE images"})
  void whoShowsNoGoodTokenIsToldWhereToLogIn(String token) throws Exception {
    HttpResponse<String> answer = ask("X-Auth-Token", token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Keystone uri=\"https://login.example/v3\"");
    assertThat(answer.headers().firstValue("x-openstack-request-id")).isEmpty();
    assertThat(answer.body())
        .startsWith("401 Unauthorized\n\nThis server could not verify that you are authorized")
        .doesNotContain(token);
  }

  @Test
  @VerifiedAgainstGlance("25.1")
  void whoShowsNoneIsToldTheSame() throws Exception {
    HttpResponse<String> answer = ask("Accept", "application/json");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).contains("\"code\": \"401 Unauthorized\"");
  }

  @Test
  void each401SaysWhereToLogIn() throws Exception {
    keystone.issue("of-eve", "acme", "member");

    HttpResponse<String> answer = askAt("/v2/who/else", "X-Auth-Token", "of-eve");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void versionsAndHealthAreForEverybody() throws Exception {
    assertThat(askAt("/versions").statusCode()).isEqualTo(200);
    assertThat(askAt("/").statusCode()).isEqualTo(300);
    assertThat(askAt("/healthcheck").statusCode()).isEqualTo(200);
    assertThat(askAt("/v2").statusCode()).isEqualTo(401);
    assertThat(askAt("/v2/no-such-thing").statusCode()).isEqualTo(401);
  }

  @Test
  void whatACallerSaysOfHimselfIsNotBelieved() throws Exception {
    keystone.issue("of-mallory", "acme", "member");
    String[] lies = {
      "X-Identity-Status",
      "Confirmed",
      "X-Roles",
      "admin",
      "X-Role",
      "admin",
      "X-User-Id",
      "root",
      "X-User",
      "root",
      "X-Project-Id",
      "bank",
      "X-Tenant-Id",
      "bank",
      "X-Tenant",
      "bank",
      "OpenStack-System-Scope",
      "all",
      "X-Domain-Id",
      "d1",
      "X-Is-Admin-Project",
      "True",
      "X-Service-Identity-Status",
      "Confirmed",
      "X-Service-Roles",
      "service",
      "X-Service-Catalog",
      "[]",
      "X-Service-User-Id",
      "nova"
    };
    String[] withToken = concat(lies, "X-Auth-Token", "of-mallory");

    String who = ask(withToken).body();

    assertThat(ask(lies).statusCode()).isEqualTo(401);
    assertThat(who)
        .contains("\"user\": \"user-of-of-mallory\"")
        .contains("\"project\": \"acme\"")
        .contains("\"roles\": \"[member]\"")
        .contains("\"admin\": \"false\"")
        .contains("\"system\": \"null\"")
        .contains("\"domain\": \"null\"")
        .contains("\"service\": \"null\"");
  }

  @Test
  void aServiceMayFinishWhatItBeganWithATokenThatIsOverByNow() throws Exception {
    keystone.issue(
        "over", Instant.now().minusSeconds(60), TestingKeystone.project("acme"), "member");
    keystone.issue("of-nova", "service", "Service", "service");
    keystone.issue("of-anybody", "acme", "member");

    assertThat(ask("X-Auth-Token", "over").statusCode()).isEqualTo(401);
    assertThat(ask("X-Auth-Token", "over", "X-Service-Token", "of-anybody").statusCode())
        .isEqualTo(401);
    assertThat(ask("X-Auth-Token", "over", "X-Service-Token", "of-nova").body())
        .contains("\"user\": \"user-of-over\"")
        .contains("\"service\": \"[service]\"");
  }

  @Test
  void aServiceTokenWithoutTheRoleMakesNoService() throws Exception {
    keystone.issue("of-user", "acme", "member");
    keystone.issue("of-nobody", "acme", "member");

    assertThat(ask("X-Auth-Token", "of-user", "X-Service-Token", "of-nobody").body())
        .contains("\"service\": \"null\"");
    assertThat(ask("X-Auth-Token", "of-user", "X-Service-Token", "garbage").body())
        .contains("\"service\": \"null\"");
  }

  @Test
  void aKeystoneThatIsDownIsNobodysFaultAndComesBackByItself() throws Exception {
    keystone.issue("of-late", "acme", "member");
    keystone.fail(500);
    HttpResponse<String> down = ask("X-Auth-Token", "of-late");
    keystone.fail(0);

    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body())
        .contains("The server is currently unavailable. Please try again at a later time.")
        .contains("The Keystone service is temporarily unavailable.");
    assertThat(ask("X-Auth-Token", "of-late").statusCode()).isEqualTo(200);
  }

  @Test
  void knownTokensAreGoodWhileKeystoneIsDown() throws Exception {
    keystone.issue("of-early", "acme", "member");
    ask("X-Auth-Token", "of-early");
    keystone.fail(500);

    assertThat(ask("X-Auth-Token", "of-early").statusCode()).isEqualTo(200);
  }

  @Test
  void aSlowKeystoneIsWaitedForWithinBounds() throws Exception {
    keystone.issue("of-slow", "acme", "member");
    keystone.pause(Duration.ofSeconds(30));
    long start = System.nanoTime();

    HttpResponse<String> answer = ask("X-Auth-Token", "of-slow");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  @VerifiedAgainstGlance("25.1")
  void theNameThatAClientGivesItsRequestIsKept() throws Exception {
    keystone.issue("of-nora", "acme", "member");
    String long64 = "req-" + "a".repeat(60);

    assertThat(nameOf("my-own-name")).isEqualTo("req-my-own-name");
    assertThat(nameOf(long64)).isEqualTo(long64);
    assertThat(nameOf("a b\tc")).matches("req-[0-9a-f-]{36}");

    HttpResponse<String> tooLong =
        ask("X-Auth-Token", "of-nora", "X-OpenStack-Request-ID", long64 + "a");
    assertThat(tooLong.statusCode()).isEqualTo(431);
  }

  @Test
  void anonymousReadersAreLetInWhereTheOperatorWantsThem() throws Exception {
    Map<String, Object> options = options("keystone");
    options.put("oslo.default.allow_anonymous_access", "true");
    try (RunningApi open = RunningApi.start(options, WhoController.class)) {
      String who = get(open, "/v2/who").body();
      String withBadToken = get(open, "/v2/who", "X-Auth-Token", "garbage").body();

      assertThat(who)
          .isNotEqualTo(withBadToken)
          .contains("\"user\": \"null\"")
          .contains("\"project\": \"null\"")
          .contains("\"roles\": \"[]\"")
          .contains("\"admin\": \"false\"")
          .contains("\"readOnly\": \"true\"");
      assertThat(withBadToken).contains("\"readOnly\": \"true\"");
    }
  }

  private static String nameOf(String given) throws Exception {
    HttpResponse<String> answer = ask("X-Auth-Token", "of-nora", "X-OpenStack-Request-ID", given);
    String name = answer.headers().firstValue("x-openstack-request-id").orElseThrow();
    assertThat(answer.body()).contains("\"request\": \"" + name + "\"");
    return name;
  }

  @Test
  void accessRulesHoldUnlessAServiceAsksInTheHoldersName() throws Exception {
    keystone.issue(
        "restricted",
        Instant.now().plusSeconds(600),
        TestingKeystone.project("acme")
            + ", \"application_credential\": {\"access_rules\": ["
            + "{\"service\": \"image\", \"method\": \"GET\", \"path\": \"/v2/images/**\"}]}",
        "member");
    keystone.issue("of-nova", "service", "service");
    keystone.issue("of-anybody", "acme", "member");
    Map<String, Object> options = options("keystone");
    options.put("oslo.keystone_authtoken.service_type", "image");

    try (RunningApi other = RunningApi.start(options, WhoController.class)) {
      assertThat(who(other, "restricted", null)).isEqualTo(401);
      assertThat(who(other, "restricted", "garbage")).isEqualTo(401);
      assertThat(who(other, "restricted", "of-anybody")).isEqualTo(401);
      assertThat(who(other, "restricted", "restricted")).isEqualTo(401);
      assertThat(who(other, "restricted", "of-nova")).isEqualTo(200);
    }
  }

  private static int who(RunningApi from, String token, @Nullable String service) throws Exception {
    return service == null
        ? get(from, "/v2/who", "X-Auth-Token", token).statusCode()
        : get(from, "/v2/who", "X-Auth-Token", token, "X-Service-Token", service).statusCode();
  }

  private static Map<String, Object> options(String flavor) {
    Map<String, Object> options = new HashMap<>();
    options.put("oslo.paste_deploy.flavor", flavor);
    options.put("oslo.keystone_authtoken.auth_type", "password");
    options.put("oslo.keystone_authtoken.auth_url", keystone.url());
    options.put("oslo.keystone_authtoken.username", "glance");
    options.put("oslo.keystone_authtoken.password", "secret");
    options.put("oslo.keystone_authtoken.project_name", "service");
    options.put("oslo.keystone_authtoken.www_authenticate_uri", "https://login.example/v3");
    options.put("oslo.keystone_authtoken.http_connect_timeout", "2");
    options.put("oslo.keystone_authtoken.http_request_max_retries", "0");
    return options;
  }

  private static HttpResponse<String> ask(String... headers) throws Exception {
    return askAt("/v2/who", headers);
  }

  private static HttpResponse<String> askAt(String path, String... headers) throws Exception {
    return get(api, path, headers);
  }

  private static HttpResponse<String> get(RunningApi from, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(from.at(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String[] concat(String[] some, String name, String value) {
    String[] all = java.util.Arrays.copyOf(some, some.length + 2);
    all[some.length] = name;
    all[some.length + 1] = value;
    return all;
  }
}
