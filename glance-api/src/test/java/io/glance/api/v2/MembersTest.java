package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembersTest {
  private ServedImages images;

  @BeforeAll
  void start(@TempDir Path directory) {
    images = ServedImages.start(directory, Map.of("oslo.default.image_member_quota", 2));
  }

  @AfterAll
  void stop() {
    images.close();
  }

  private String shared() {
    return images.create("{\"visibility\": \"shared\"}");
  }

  private HttpResponse<String> add(String image, String body) {
    return images.send("POST", "/v2/images/" + image + "/members", "application/json", body);
  }

  private HttpResponse<String> put(String image, String member, String body) {
    return images.send(
        "PUT", "/v2/images/" + image + "/members/" + member, "application/json", body);
  }

  private List<String> members(String image) {
    JsonNode page = ServedImages.json(images.send("GET", "/v2/images/" + image + "/members"));
    assertThat(page.get("schema").stringValue()).isEqualTo("/v2/schemas/members");
    return page.get("members")
        .valueStream()
        .map(one -> one.get("member_id").stringValue() + " " + one.get("status").stringValue())
        .toList();
  }

  private static void assertRefused(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(ServedImages.json(response).get("message").stringValue()).startsWith(message);
  }

  @Test
  void anImageIsOfferedAndAcceptedAndTakenAway() {
    String image = shared();

    JsonNode offered = ServedImages.json(add(image, "{\"member\": \"acme\"}"));
    assertThat(offered.propertyNames())
        .containsExactly("member_id", "image_id", "status", "created_at", "updated_at", "schema");
    assertThat(offered.get("image_id").stringValue()).isEqualTo(image);
    assertThat(offered.get("status").stringValue()).isEqualTo("pending");
    assertThat(offered.get("schema").stringValue()).isEqualTo("/v2/schemas/member");

    assertThat(put(image, "acme", "{\"status\": \"accepted\"}").statusCode()).isEqualTo(200);
    assertThat(members(image)).containsExactly("acme accepted");
    assertThat(
            ServedImages.json(images.send("GET", "/v2/images/" + image + "/members/acme"))
                .get("status")
                .stringValue())
        .isEqualTo("accepted");

    HttpResponse<String> removed = images.send("DELETE", "/v2/images/" + image + "/members/acme");
    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(removed.headers().firstValue("Content-Type")).isEmpty();
    assertThat(members(image)).isEmpty();
    assertRefused(
        images.send("GET", "/v2/images/" + image + "/members/acme"),
        404,
        "acme not found in the member list of the image " + image + ".");
  }

  @Test
  void aMemberTwiceIsAConflict() {
    String image = shared();
    add(image, "{\"member\": \"acme\"}");

    assertRefused(
        add(image, "{\"member\": \"acme\"}"), 409, "Member acme is duplicated for image " + image);
  }

  @Test
  void oneMemberTooManyIsRefused() {
    String image = shared();
    add(image, "{\"member\": \"a\"}");
    add(image, "{\"member\": \"b\"}");

    assertRefused(
        add(image, "{\"member\": \"c\"}"),
        413,
        "Image member limit exceeded for image "
            + image
            + ": The limit has been exceeded on the number of allowed image members for this"
            + " image. Attempted: 3, Maximum: 2:");
    assertThat(members(image)).containsExactly("a pending", "b pending");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /members | {\"member\": \"x\"} | 403 | Not allowed to create members for image {id}.",
        "GET | /members | | 403 | Not allowed to list members for image {id}: Only shared images have members.",
        "GET | /members/x | | 404 | Only shared images have members.",
        "PUT | /members/x | {\"status\": \"accepted\"} | 403 | Not allowed to update members for image {id}.",
        "DELETE | /members/x | | 403 | Not allowed to delete members for image {id}."
      })
  void onlySharedImagesHaveMembers(
      String method, String path, String body, int status, String message) {
    for (String visibility : List.of("public", "private", "community")) {
      String image = images.create("{\"visibility\": \"" + visibility + "\"}");

      assertRefused(
          images.send(
              method, "/v2/images/" + image + path, body == null ? null : "application/json", body),
          status,
          message.replace("{id}", image));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Member to be added not specified",
        "{\"member\": \"\"} | Member can't be empty",
        "{\"member\": null} | Member can't be empty",
        "{\"member\": 0} | Member can't be empty",
        "{\"member\": 5} | Expected a member in the form: {\"member\": \"image_id\"}",
        "[\"x\"] | Expected a member in the form: {\"member\": \"image_id\"}",
        "{ | Malformed JSON in request body."
      })
  void aMemberIsAProject(String body, String message) {
    String image = shared();

    assertRefused(add(image, body), 400, message);
    assertThat(members(image)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Status not specified",
        "[] | Expected a status in the form: {\"status\": \"status\"}",
        "{\"status\": \"Accepted\"} | Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\".",
        "{\"status\": 1} | Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\"."
      })
  void aStatusIsOneOfThree(String body, String message) {
    String image = shared();
    add(image, "{\"member\": \"acme\"}");

    assertRefused(put(image, "acme", body), 400, message);
    assertThat(members(image)).containsExactly("acme pending");
  }

  @Test
  void theSchemasAreThoseOfMembers() {
    JsonNode member = ServedImages.json(images.send("GET", "/v2/schemas/member"));
    JsonNode members = ServedImages.json(images.send("GET", "/v2/schemas/members"));

    assertThat(member.get("name").stringValue()).isEqualTo("member");
    assertThat(member.get("properties").propertyNames())
        .containsExactly("member_id", "image_id", "created_at", "updated_at", "status", "schema");
    assertThat(members.get("properties").get("members").get("items")).isEqualTo(member);
  }
}
