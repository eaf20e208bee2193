package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Passwords in the addresses that users name are told to nobody but who may see their tasks. */
class SourceSecretsIT {
  private static final String SECRET = "very-secret-word";
  private static final String LOGIN = "someone:" + SECRET;

  @TempDir Path directory;

  @Test
  void errorsMessagesAndLogsHoldNone() throws Exception {
    try (Imports imports =
        new Imports(
            directory,
            "[DEFAULT]\ndebug = true\nenabled_backends = fast:file,cheap:file,web:http")) {
      String id = imports.client.create();
      String url = withLogin(imports.web.serve("a", new byte[1000]));

      HttpResponse<String> refused =
          imports.download(id, "http://%s@localhost:22/a".formatted(LOGIN), "");
      assertIsRefusedWithoutSecret(refused, "web-download");
      assertIsRefusedWithoutSecret(
          post(imports, "/v2/images/" + id + "/locations", "{\"url\": \"%s\"}"), "add location");
      assertIsRefusedWithoutSecret(
          post(
              imports,
              "/v2/tasks",
              "{\"type\": \"import\", \"input\": {\"import_from\": \"%s\","
                  + " \"import_from_format\": \"raw\", \"image_properties\": {}}}"),
          "legacy import task");

      imports.download(id, url + "-missing", "");
      assertThat(imports.ended(id).get("status").asString()).isEqualTo("queued");
      JsonNode failed = imports.task(id);
      assertThat(failed.get("status").asString()).isEqualTo("failure");
      assertThat(failed.get("message").asString()).isNotEmpty().doesNotContain(SECRET);
      imports.download(id, url, "");
      assertThat(imports.ended(id).get("status").asString()).isEqualTo("active");

      String shown = imports.task(id).get("input").get("import_req").toString();
      assertThat(shown).as("what the client sent").contains(url);
      String basic = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
      for (String log :
          new String[] {"GlanceApiApplication.log", "GlanceRegistryApplication.log"}) {
        assertThat(Files.readString(directory.resolve(log)))
            .doesNotContain(SECRET)
            .doesNotContain(basic);
      }
    }
  }

  private static HttpResponse<String> post(Imports imports, String path, String body)
      throws Exception {
    return imports.client.call(
        "POST",
        path,
        body.formatted("http://%s@localhost:22/a".formatted(LOGIN))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void assertIsRefusedWithoutSecret(HttpResponse<String> answer, String what) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body())
        .contains("URI for %s does not pass filtering: http://***@localhost:22/a".formatted(what))
        .doesNotContain(SECRET);
  }

  private static String withLogin(String url) {
    return url.replace("http://", "http://" + LOGIN + "@");
  }
}
