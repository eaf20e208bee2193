package io.glance.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.RunningApi;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrustedFlavorTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api =
        RunningApi.start(
            Map.of("oslo.paste_deploy.flavor", "trusted-auth+cachemanagement"),
            WhoController.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aCallerIsWhoTheHeadersSay() throws Exception {
    String who =
        ask(
                "X-Identity-Status",
                "Confirmed",
                "X-User-Id",
                "anna",
                "X-Tenant-Id",
                "acme",
                "X-Roles",
                "Member, Admin ,",
                "X-Domain-Id",
                "d1",
                "OpenStack-System-Scope",
                "all",
                "X-Auth-Token",
                "t",
                "X-Service-User-Id",
                "nova",
                "X-Service-Roles",
                "Service",
                "X-Service-Catalog",
                "[{\"type\": \"image\", \"endpoints\": [{\"region\": \"north\", \"publicURL\":"
                    + " \"http://images/\"}]}]")
            .body();

    assertThat(who)
        .contains("\"user\": \"anna\"")
        .contains("\"project\": \"acme\"")
        .contains("\"roles\": \"[admin, member]\"")
        .contains("\"admin\": \"true\"")
        .contains("\"domain\": \"d1\"")
        .contains("\"system\": \"all\"")
        .contains("\"service\": \"[service]\"")
        .contains("\"token\": \"t\"")
        .contains("\"images\": \"http://images/\"");
  }

  @Test
  void whoIsNotConfirmedIsNobody() throws Exception {
    assertThat(ask("X-User-Id", "anna", "X-Roles", "admin").statusCode()).isEqualTo(401);

    HttpResponse<String> answer = ask("X-Identity-Status", "Invalid", "X-Roles", "admin");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void aCatalogueThatIsNoneIsThisSitesFault() throws Exception {
    HttpResponse<String> answer =
        ask("X-Identity-Status", "Confirmed", "X-Service-Catalog", "{nonsense");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("Invalid service catalog json.");
  }

  private static HttpResponse<String> ask(String... headers) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(api.at("/v2/who")).headers(headers).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
