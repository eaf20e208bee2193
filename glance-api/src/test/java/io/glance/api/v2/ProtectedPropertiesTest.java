package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every caller of these tests has the role {@code admin}, and no other. */
class ProtectedPropertiesTest {
  @TempDir static Path directory;
  private static ServedImages served;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(
        directory.resolve("protections.conf"),
        """
        [^secret]
        create = @
        read = others
        update = others
        delete = others
        [^fixed]
        create = admin
        read = admin
        update = !
        delete = !
        [^closed]
        create = !
        read = @
        update = @
        delete = @
        [^open]
        create = @
        read = @
        update = @
        delete = @
        """);
    served =
        ServedImages.start(
            directory, Map.of("oslo.default.property_protection_file", "protections.conf"));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void unreadablePropertiesAreNotShown() {
    HttpResponse<String> created = create("{\"secret\": \"s\", \"open\": \"o\"}");
    String id = ServedImages.json(created).get("id").stringValue();

    assertThat(ServedImages.json(created).has("secret")).isFalse();
    assertThat(ServedImages.json(created).get("open").stringValue()).isEqualTo("o");
    assertThat(show(id).has("secret")).isFalse();
    assertThat(show(id).has("open")).isTrue();
    JsonNode listed =
        ServedImages.json(served.send("GET", "/v2/images?id=" + id)).get("images").get(0);
    assertThat(listed.has("secret")).isFalse();
    assertThat(ServedImages.json(patch(id, "replace", "open", "p")).has("secret")).isFalse();
  }

  @Test
  void filtersOfUnreadablePropertiesTellNothing() {
    String id = id(create("{\"secret\": \"s\", \"open\": \"filtered\"}"));

    String found = served.send("GET", "/v2/images?open=filtered&secret=guessed").body();

    assertThat(found).contains(id);
    assertThat(served.send("GET", "/v2/images?open=other").body()).doesNotContain(id);
  }

  @Test
  void imagesAreNotMadeWithPropertiesOfOthers() {
    HttpResponse<String> refused = create("{\"closed\": \"c\"}");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Attribute 'closed' is reserved.");
    assertThat(create("{\"unnamed\": \"u\"}").body()).contains("Attribute 'unnamed' is reserved.");
  }

  @Test
  void patchesAreCheckedOperationByOperation() {
    String id = id(create("{\"fixed\": \"f\", \"secret\": \"s\", \"open\": \"o\"}"));

    assertRefused(patch(id, "replace", "fixed", "x"), 403, "Attribute 'fixed' is reserved.");
    assertRefused(patch(id, "add", "fixed", "x"), 403, "Attribute 'fixed' is reserved.");
    assertRefused(patch(id, "remove", "fixed", null), 403, "Attribute 'fixed' is reserved.");
    assertRefused(patch(id, "add", "closed", "x"), 403, "Attribute 'closed' is reserved.");
    assertRefused(patch(id, "replace", "secret", "x"), 409, "Property secret does not exist.");
    assertRefused(patch(id, "remove", "secret", null), 409, "Property secret does not exist.");
    assertThat(patch(id, "add", "secret", "x").statusCode()).isEqualTo(200);
    assertThat(patch(id, "remove", "open", null).statusCode()).isEqualTo(200);
    assertThat(show(id).get("fixed").stringValue()).isEqualTo("f");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String text) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
  }

  private static HttpResponse<String> create(String body) {
    return served.post(body);
  }

  private static String id(HttpResponse<String> created) {
    return ServedImages.json(created).get("id").stringValue();
  }

  private static JsonNode show(String id) {
    return served.show(id);
  }

  private static HttpResponse<String> patch(
      String id, String operation, String name, @Nullable String value) {
    String member = value == null ? "" : ", \"value\": \"" + value + "\"";
    return served.patch(
        id, "[{\"op\": \"%s\", \"path\": \"/%s\"%s}]".formatted(operation, name, member));
  }
}
