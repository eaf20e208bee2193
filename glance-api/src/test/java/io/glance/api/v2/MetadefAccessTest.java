package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with a namespace of project {@code acme}, under the rules that are built in. */
class MetadefAccessTest {
  private static final String ALL = "/v2/metadefs/namespaces";
  private static final String PROPERTY =
      "{\"name\": \"q\", \"title\": \"t\", \"type\": \"string\"}";
  private static final Map<String, Map<String, String>> CALLERS =
      Map.of(
          "owner", headers("acme", "member,reader"),
          "nobody", headers("acme", "other"),
          "rival", headers("rival", "member,reader"),
          "admin", headers("ops", "admin,member,reader"),
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

  @BeforeAll
  static void start() {
    served =
        ServedImages.start(
            directory,
            Map.of(
                "oslo.paste-deploy.flavor", "trusted-auth",
                "oslo.default.allow_anonymous_access", "true"));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static HttpResponse<String> ask(
      String caller, String method, String path, @Nullable String body) {
    return served.send(
        method,
        path,
        body == null ? null : "application/json",
        body,
        new HashMap<>(CALLERS.get(caller)));
  }

  private static String make(String visibility) {
    String name = "ns-" + UUID.randomUUID();
    String body =
        """
        {"namespace": "%s", "owner": "acme", "visibility": "%s", "tags": [{"name": "t"}],
         "objects": [{"name": "o"}], "properties": {"p": {"title": "t", "type": "string"}},
         "resource_type_associations": [{"name": "T", "prefix": "x_"}]}
        """
            .formatted(name, visibility);
    HttpResponse<String> made = ask("admin", "POST", ALL, body);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return name;
  }

  private static List<Integer> reads(String caller, String name) {
    return List.of(
            "",
            "/objects",
            "/objects/o",
            "/properties",
            "/properties/p",
            "/tags",
            "/tags/t",
            "/resource_types")
        .stream()
        .map(part -> ask(caller, "GET", ALL + "/" + name + part, null).statusCode())
        .distinct()
        .toList();
  }

  private static List<Integer> writes(String caller, String name) {
    String path = ALL + "/" + name;
    return List.of(
            ask(caller, "POST", path + "/objects", "{\"name\": \"q\"}"),
            ask(caller, "PUT", path + "/objects/o", "{\"name\": \"o\"}"),
            ask(caller, "POST", path + "/properties", PROPERTY),
            ask(caller, "PUT", path + "/properties/p", PROPERTY.replace("\"q\"", "\"p\"")),
            ask(caller, "POST", path + "/tags/q", null),
            ask(caller, "PUT", path + "/tags/t", "{\"name\": \"t\"}"),
            ask(caller, "POST", path + "/tags", "{\"tags\": [{\"name\": \"t\"}]}"),
            ask(caller, "POST", path + "/resource_types", "{\"name\": \"U\"}"),
            ask(caller, "DELETE", path + "/objects/o", null),
            ask(caller, "DELETE", path + "/properties/p", null),
            ask(caller, "DELETE", path + "/tags/t", null),
            ask(caller, "DELETE", path + "/resource_types/T", null),
            ask(caller, "DELETE", path + "/objects", null),
            ask(caller, "DELETE", path + "/properties", null),
            ask(caller, "DELETE", path + "/tags", null),
            ask(
                caller,
                "PUT",
                path,
                "{\"namespace\": \"%s\", \"owner\": \"acme\"}".formatted(name)),
            ask(caller, "DELETE", path, null))
        .stream()
        .map(answer -> answer.statusCode() / 100 == 2 ? 200 : answer.statusCode())
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "admin, private, 200, 200",
    "owner, private, 200, 403",
    "owner, public, 200, 403",
    "rival, private, 404, 404",
    "rival, public, 200, 403",
    "nobody, private, 404, 404",
    "nobody, public, 404, 404",
    "anonymous, private, 404, 404",
    "anonymous, public, 404, 404",
  })
  void answersAreThoseOfTheOriginal(String caller, String visibility, int read, int write) {
    String name = make(visibility);

    assertThat(reads(caller, name)).containsExactly(read);
    assertThat(writes(caller, name)).containsExactly(write);
  }

  @ParameterizedTest
  @CsvSource({"admin, 201", "owner, 403", "nobody, 404", "anonymous, 403"})
  void namespacesAreMadeByAdministrators(String caller, int status) {
    String body = "{\"namespace\": \"ns-%s\"}".formatted(UUID.randomUUID());

    assertThat(ask(caller, "POST", ALL, body).statusCode()).isEqualTo(status);
  }

  @Test
  void aRefusalNamesItsRule() {
    String name = make("public");

    assertThat(ask("owner", "DELETE", ALL + "/" + name, null).body())
        .contains("You are not authorized to complete delete_metadef_namespace action.");
    assertThat(ask("rival", "GET", ALL + "/" + make("private"), null).body())
        .contains("The resource could not be found.");
  }

  @Test
  void listsShowWhatTheCallerMaySee() {
    String hidden = make("private");
    String open = make("public");

    assertThat(ask("owner", "GET", ALL + "?limit=1000", null).body()).contains(hidden, open);
    assertThat(ask("rival", "GET", ALL + "?limit=1000", null).body())
        .contains(open)
        .doesNotContain(hidden);
    assertThat(ask("nobody", "GET", ALL, null).statusCode()).isEqualTo(404);
    assertThat(ask("rival", "GET", ALL + "?marker=" + hidden, null).statusCode()).isEqualTo(403);
    assertThat(ask("owner", "GET", "/v2/metadefs/resource_types", null).statusCode())
        .isEqualTo(200);
  }

  @Test
  void theOwnerIsWhoMakesIt() {
    String body = "{\"namespace\": \"ns-%s\"}".formatted(UUID.randomUUID());

    assertThat(ask("admin", "POST", ALL, body).body()).contains("\"owner\": \"ops\"");
  }
}
