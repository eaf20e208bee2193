package io.glance.api.v1;

import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** API v1 under rules that an operator made stricter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1RulesTest {
  private static final String RULES =
      """
      add_member: 'role:sharer'
      delete_member: 'role:remover'
      get_members: 'not role:outsider'
      upload_image: 'role:uploader'
      """;

  private V1Server served;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor",
                "trusted-auth",
                "oslo.oslo_policy.policy_file",
                rules.toString(),
                "oslo.default.api_limit_max",
                2));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private int ask(String method, String path, String json, String project, String roles) {
    return served
        .send(
            method,
            "/v1" + path,
            json,
            Map.of(
                "X-Identity-Status",
                "Confirmed",
                "X-User-Id",
                "u",
                "X-Project-Id",
                project,
                "X-Roles",
                roles))
        .statusCode();
  }

  private String members(String id) {
    return served.send("GET", "/v1/images/" + id + "/members", "owner").body();
  }

  /** The original asks for {@code modify_member} alone. */
  @Test
  void whoMayNotAddOrRemoveDoesNotDoItByReplacing() {
    String id = served.create("owner");
    String path = "/images/" + id + "/members";
    String one = "{\"memberships\": [{\"member_id\": \"acme\"}]}";
    String none = "{\"memberships\": []}";

    assertThat(ask("PUT", path + "/acme", "{}", "owner", "member,reader")).isEqualTo(403);
    assertThat(ask("PUT", path, one, "owner", "member,reader,remover")).isEqualTo(403);
    assertThat(members(id)).isEqualTo("{\"members\": []}");

    assertThat(ask("PUT", path + "/acme", "{}", "owner", "member,reader,sharer")).isEqualTo(204);
    assertThat(ask("PUT", path, none, "owner", "member,reader,sharer")).isEqualTo(403);
    assertThat(members(id)).contains("acme");
    assertThat(ask("PUT", path, none, "owner", "member,reader,sharer,remover")).isEqualTo(204);
  }

  @Test
  void memberWhoPassesAnImageOnIsAskedTheSame() {
    String path = "/images/" + served.create("owner") + "/members";
    String mayShare = "{\"member\": {\"can_share\": true}}";
    ask("PUT", path + "/chief", mayShare, "owner", "member,reader,sharer");

    assertThat(ask("PUT", path + "/friend", "{}", "chief", "member,reader")).isEqualTo(403);
    assertThat(ask("PUT", path + "/friend", "{}", "chief", "member,reader,sharer")).isEqualTo(204);
  }

  /** The original shows all to everybody. */
  @Test
  void sharedImagesAreAPageAndForWhomTheRuleLets() {
    for (int i = 0; i < 3; i++) {
      String path = "/images/" + served.create("owner") + "/members/busy";
      assertThat(ask("PUT", path, "{}", "owner", "member,reader,sharer")).isEqualTo(204);
    }

    HttpResponse<String> shown = served.send("GET", "/v1/shared-images/busy", "busy");

    assertThat(json(shown).get("shared_images").size()).isEqualTo(2);
    assertThat(ask("GET", "/shared-images/busy", "", "busy", "reader,outsider")).isEqualTo(403);
  }

  @Test
  void whoMayNotUploadGivesUpNoImageAndChangesNothing() {
    String id =
        served.create(
            "owner",
            "x-image-meta-name",
            "old",
            "x-image-meta-disk_format",
            "raw",
            "x-image-meta-container_format",
            "bare");
    String path = "/v1/images/" + id;

    assertThat(served.send("PUT", path, "{}", V1Server.as("owner")).statusCode()).isEqualTo(403);
    assertThat(
            served
                .upload("PUT", path, new byte[3], "owner", "x-image-meta-name", "new")
                .statusCode())
        .isEqualTo(403);

    assertThat(served.field(id, "status")).isEqualTo("queued");
    assertThat(served.field(id, "name")).isEqualTo("old");
  }
}
