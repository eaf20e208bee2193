package io.glance.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.RunningApi;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoIdentityTest {

  @Test
  void everybodyIsTheAdministratorWhateverHeSays() throws Exception {
    try (RunningApi api = RunningApi.start(Map.of(), WhoController.class);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(api.at("/v2/who"))
              .headers(
                  "X-Identity-Status", "Confirmed",
                  "X-User-Id", "anna",
                  "X-Project-Id", "acme",
                  "X-Roles", "reader",
                  "X-Auth-Token", "t",
                  "X-OpenStack-Request-ID", "req-mine")
              .build();

      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.body())
          .contains("\"user\": \"null\"")
          .contains("\"project\": \"null\"")
          .contains("\"roles\": \"[admin]\"")
          .contains("\"admin\": \"true\"")
          .doesNotContain("req-mine");
    }
  }
}
