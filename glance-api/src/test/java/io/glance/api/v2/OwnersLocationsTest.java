package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.WebServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What owners, who are neither operators nor services, make of an active image's locations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnersLocationsTest {
  private static final Map<String, String> OWNER = caller("member,reader");
  private static final Map<String, String> OPERATOR = caller("admin");

  private final WebServer web = new WebServer();
  private ServedImages images;
  private String evil = "";

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path rules =
        Files.writeString(
            directory.resolve("rules.yaml"),
            "delete_image_location: 'role:member or role:admin'\n");
    images =
        ServedImages.start(
            directory,
            Map.of(
                "oslo.paste-deploy.flavor",
                "trusted-auth",
                "oslo.oslo-policy.policy_file",
                rules.toString(),
                "oslo.default.show_multiple_locations",
                "true",
                "oslo.glance_store.stores",
                "file,http",
                "oslo.import_filtering_opts.allowed_hosts",
                "127.0.0.1",
                "oslo.import_filtering_opts.allowed_ports",
                Integer.toString(web.port())));
    evil = web.serve("evil", "evil".getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  void stop() {
    images.close();
    web.close();
  }

  private static Map<String, String> caller(String roles) {
    return Map.of(
        "X-Identity-Status", "Confirmed",
        "X-User-Id", "anna",
        "X-Project-Id", "acme",
        "X-Roles", roles);
  }

  private HttpResponse<String> ask(
      Map<String, String> caller, String method, String path, String type, String body) {
    return images.send(method, path, type, body, caller);
  }

  /** An active image with the bytes {@code good}. */
  private String image() {
    String formats = "{\"disk_format\": \"raw\", \"container_format\": \"bare\"}";
    String id =
        ServedImages.json(ask(OWNER, "POST", "/v2/images", "application/json", formats))
            .get("id")
            .stringValue();
    HttpResponse<String> uploaded =
        ask(OWNER, "PUT", "/v2/images/" + id + "/file", "application/octet-stream", "good");
    assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(204);
    return id;
  }

  private HttpResponse<String> edit(
      Map<String, String> caller, String id, String operation, String path, String value) {
    return ask(
        caller,
        "PATCH",
        "/v2/images/" + id,
        ServedImages.PATCH,
        "[{\"op\": \"%s\", \"path\": \"/locations%s\", \"value\": %s}]"
            .formatted(operation, path, value));
  }

  private static String location(String url) {
    return "{\"url\": \"%s\", \"metadata\": {}}".formatted(url);
  }

  private List<String> urls(String id) {
    return ServedImages.json(images.send("GET", "/v2/images/" + id, null, null, OWNER))
        .get("locations")
        .valueStream()
        .map(one -> one.get("url").stringValue())
        .toList();
  }

  private String bytes(String id) {
    return images.send("GET", "/v2/images/" + id + "/file", null, null, OWNER).body();
  }

  private static void assertRefused(HttpResponse<String> answer, String verb) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body())
        .contains("It's not allowed to %s locations if image status is active.".formatted(verb));
  }

  /** OSSN-0065. */
  @Test
  void anOwnerLeadsNobodyToOtherBytesOfAnActiveImage() {
    String id = image();

    assertRefused(edit(OWNER, id, "add", "/0", location(evil)), "add");
    assertThat(edit(OWNER, id, "add", "/-", location(evil)).statusCode()).isEqualTo(200);
    List<String> both = urls(id);
    assertThat(both).hasSize(2).last().isEqualTo(evil);
    String reversed = "[%s, %s]".formatted(location(both.get(1)), location(both.get(0)));
    assertRefused(edit(OWNER, id, "replace", "", reversed), "replace");
    assertRefused(edit(OWNER, id, "remove", "/0", "null"), "remove");

    assertThat(urls(id)).isEqualTo(both);
    assertThat(bytes(id)).isEqualTo("good");
    assertThat(edit(OWNER, id, "remove", "/1", "null").statusCode()).isEqualTo(200);
    assertThat(urls(id)).containsExactly(both.getFirst());
  }

  @Test
  void operatorsMoveAnActiveImage() {
    String id = image();

    assertThat(edit(OPERATOR, id, "add", "/-", location(evil)).statusCode()).isEqualTo(200);
    assertThat(edit(OPERATOR, id, "remove", "/0", "null").statusCode()).isEqualTo(200);

    assertThat(urls(id)).containsExactly(evil);
  }
}
