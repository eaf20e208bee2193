package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what with an image of project {@code acme}, under the rules that are built in. */
class AccessTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATCH = "application/openstack-images-v2.1-json-patch";
  private static final String BYTES = "application/octet-stream";
  private static final Map<String, Map<String, String>> CALLERS =
      Map.of(
          "owner", headers("acme", "member,reader"),
          "reader", headers("acme", "reader"),
          "nobody", headers("acme", "other"),
          "rival", headers("rival", "member,reader"),
          "admin", headers("ops", "admin,member,reader"),
          "service", headers("services", "service"),
          "domain", domain(),
          "anonymous", Map.of());

  @TempDir private static Path directory;
  private static ServedImages served;

  private static Map<String, String> headers(String project, String roles) {
    return Map.of(
        "X-Identity-Status",
        "Confirmed",
        "X-User-Id",
        "user-of-" + project,
        "X-Project-Id",
        project,
        "X-Roles",
        roles);
  }

  private static Map<String, String> domain() {
    return Map.of(
        "X-Identity-Status", "Confirmed",
        "X-User-Id", "u",
        "X-Domain-Id", "default",
        "X-Roles", "admin,member,reader");
  }

  @BeforeAll
  static void start() throws IOException {
    Path rules =
        Files.writeString(directory.resolve("rules.yaml"), "get_image_location: 'role:admin'\n");
    served =
        ServedImages.start(
            directory,
            Map.of(
                "oslo.paste-deploy.flavor", "trusted-auth",
                "oslo.oslo-policy.policy_file", rules.toString(),
                "oslo.default.show_image_direct_url", "true",
                "oslo.default.allow_anonymous_access", "true"));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static HttpResponse<String> ask(
      String caller, String method, String path, @Nullable String type, @Nullable String body) {
    return served.send(method, path, type, body, new HashMap<>(CALLERS.get(caller)));
  }

  private static HttpResponse<String> ask(String caller, String method, String path) {
    return ask(caller, method, path, null, null);
  }

  private static String image(String visibility) {
    String body =
        "{\"name\": \"x\", \"disk_format\": \"raw\", \"container_format\": \"bare\","
            + " \"owner\": \"acme\", \"visibility\": \"%s\"}".formatted(visibility);
    HttpResponse<String> made = ask("admin", "POST", "/v2/images", "application/json", body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String id = JSON.readTree(made.body()).get("id").stringValue();
    assertThat(ask("admin", "PUT", "/v2/images/" + id + "/file", BYTES, "data").statusCode())
        .isEqualTo(204);
    return "/v2/images/" + id;
  }

  @ParameterizedTest
  @CsvSource({
    // caller, visibility: show, download, patch, tag, deactivate, delete
    "owner, private, 200 200 200 204 204 204",
    "owner, public, 200 200 200 204 204 204",
    "reader, private, 200 403 403 403 403 403",
    "nobody, private, 404 404 404 404 404 404",
    "nobody, public, 404 404 404 404 404 404",
    "rival, private, 404 404 404 404 404 404",
    "rival, shared, 404 404 404 404 404 404",
    "rival, public, 200 200 403 403 403 403",
    "rival, community, 200 200 403 403 403 403",
    "admin, private, 200 200 200 204 204 204",
    "domain, public, 404 404 404 404 404 404",
    "anonymous, public, 404 404 403 403 403 403",
  })
  void answersAreThoseOfTheOriginal(String caller, String visibility, String expected) {
    String path = image(visibility);
    String rename = "[{\"op\": \"replace\", \"path\": \"/name\", \"value\": \"y\"}]";

    List<Integer> answers =
        List.of(
            ask(caller, "GET", path).statusCode(),
            ask(caller, "GET", path + "/file").statusCode(),
            ask(caller, "PATCH", path, PATCH, rename).statusCode(),
            ask(caller, "PUT", path + "/tags/t").statusCode(),
            ask(caller, "POST", path + "/actions/deactivate").statusCode(),
            ask(caller, "DELETE", path).statusCode());

    assertThat(answers)
        .isEqualTo(List.of(expected.split(" ")).stream().map(Integer::valueOf).toList());
  }

  @Test
  void whereAnImageLiesIsShownToThoseWhomTheRuleNames() {
    String path = image("public");

    assertThat(JSON.readTree(ask("admin", "GET", path).body()).has("direct_url")).isTrue();
    assertThat(JSON.readTree(ask("owner", "GET", path).body()).has("direct_url")).isFalse();
    JsonNode listed = JSON.readTree(ask("owner", "GET", "/v2/images").body()).get("images");
    assertThat(listed).isNotEmpty().noneMatch(each -> each.has("direct_url"));
  }

  @Test
  void anEmptyPatchShowsNobodyMoreThanHeMaySee() {
    String path = image("public");

    assertThat(ask("nobody", "PATCH", path, PATCH, "[]").statusCode()).isEqualTo(404);
    assertThat(ask("rival", "PATCH", path, PATCH, "[]").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "owner, private, 201",
    "owner, community, 201",
    "owner, public, 403",
    "reader, private, 403",
    "nobody, private, 403",
    "admin, public, 201",
    "domain, private, 403",
    "anonymous, private, 403",
  })
  void imagesAreMadeByMembersAndPublishedByAdministrators(
      String caller, String visibility, int status) {
    String body = "{\"name\": \"x\", \"visibility\": \"%s\"}".formatted(visibility);

    assertThat(ask(caller, "POST", "/v2/images", "application/json", body).statusCode())
        .isEqualTo(status);
  }

  @Test
  void nobodyGivesImagesAwayButAdministrators() {
    String path = image("private");
    String give = "[{\"op\": \"%s\", \"path\": \"/owner\", \"value\": \"rival\"}]";
    String foreign = "{\"name\": \"x\", \"owner\": \"rival\"}";

    for (String operation : List.of("replace", "add")) {
      HttpResponse<String> refused = ask("owner", "PATCH", path, PATCH, give.formatted(operation));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("Owner can't be updated by non admin.");
    }
    assertThat(ask("owner", "POST", "/v2/images", "application/json", foreign).body())
        .contains("You are not permitted to create images owned by 'rival'");
    assertThat(ask("admin", "PATCH", path, PATCH, give.formatted("replace")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void ownerDoesNotPublishWhatHeMade() {
    String publish = "[{\"op\": \"replace\", \"path\": \"/visibility\", \"value\": \"public\"}]";

    HttpResponse<String> refused = ask("owner", "PATCH", image("private"), PATCH, publish);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("You are not authorized to complete publicize_image action.");
  }

  @Test
  void listsShowWhatTheCallerMaySee() {
    String hidden = image("private").substring("/v2/images/".length());
    String open = image("public").substring("/v2/images/".length());

    assertThat(listed("owner")).contains(hidden, open);
    assertThat(listed("rival")).contains(open).doesNotContain(hidden);
    assertThat(listed("reader")).contains(hidden, open);
    assertThat(ask("nobody", "GET", "/v2/images").statusCode()).isEqualTo(403);
    assertThat(ask("domain", "GET", "/v2/images").statusCode()).isEqualTo(403);
  }

  private static List<String> listed(String caller) {
    JsonNode page = JSON.readTree(ask(caller, "GET", "/v2/images?limit=1000").body());
    return page.get("images").valueStream().map(one -> one.get("id").stringValue()).toList();
  }

  @Test
  void ownersOfferAndMembersAccept() {
    String path = image("shared") + "/members";
    String offer = "{\"member\": \"rival\"}";
    String accept = "{\"status\": \"accepted\"}";

    assertThat(ask("reader", "POST", path, "application/json", offer).statusCode()).isEqualTo(403);
    assertThat(ask("rival", "POST", path, "application/json", offer).statusCode()).isEqualTo(404);
    assertThat(ask("owner", "POST", path, "application/json", offer).statusCode()).isEqualTo(200);
    String member = path + "/rival";
    assertThat(ask("owner", "PUT", member, "application/json", accept).statusCode()).isEqualTo(403);
    assertThat(ask("rival", "PUT", member, "application/json", accept).statusCode()).isEqualTo(200);
    assertThat(ask("rival", "DELETE", member).statusCode()).isEqualTo(403);
    assertThat(ask("owner", "DELETE", member).statusCode()).isEqualTo(204);
  }

  @Test
  void placesAndTasksAreForServicesAndAdministrators() {
    String path = image("private");

    assertThat(ask("owner", "GET", path + "/locations").statusCode()).isEqualTo(403);
    assertThat(ask("admin", "GET", path + "/locations").statusCode()).isEqualTo(200);
    assertThat(ask("owner", "GET", "/v2/tasks").statusCode()).isEqualTo(403);
    assertThat(ask("admin", "GET", "/v2/tasks").statusCode()).isEqualTo(200);
    assertThat(ask("owner", "GET", path + "/tasks").statusCode()).isEqualTo(200);
    assertThat(ask("rival", "GET", path + "/tasks").statusCode()).isEqualTo(404);
  }

  @Test
  void protectedImageIsDeletedByNobody() {
    String path = image("private");
    String protect = "[{\"op\": \"replace\", \"path\": \"/protected\", \"value\": true}]";
    ask("owner", "PATCH", path, PATCH, protect);

    assertThat(ask("owner", "DELETE", path).statusCode()).isEqualTo(403);
    assertThat(ask("admin", "DELETE", path).statusCode()).isEqualTo(403);
  }
}
