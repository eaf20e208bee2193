package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.image.Image;
import io.glance.common.image.MemberStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.NewImage;
import io.glance.fixture.LoggedEvents;
import io.glance.registry.testing.Callers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of API v1 over HTTP, under the rules that are built in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1MembersTest {
  private V1Server served;

  @BeforeAll
  void start(@TempDir Path directory) {
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor",
                "trusted-auth",
                "oslo.default.allow_anonymous_access",
                "true",
                "oslo.oslo_messaging_notifications.driver",
                "log",
                "oslo.default.image_member_quota",
                3));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private String image(Visibility visibility) {
    NewImage wanted =
        new NewImage(
            UUID.randomUUID().toString(),
            "x",
            visibility,
            false,
            false,
            "owner",
            "raw",
            "bare",
            0,
            0,
            Map.of(),
            List.of());
    Image image = served.registry().client().images().create(wanted, Callers.admin());
    return image.id();
  }

  private String image() {
    return image(Visibility.SHARED);
  }

  private HttpResponse<String> ask(
      String caller, String method, String path, @Nullable String body) {
    return served.send(method, "/v1" + path, body, V1Server.as(caller));
  }

  private int put(String caller, String image, String member, @Nullable String body) {
    return ask(caller, "PUT", "/images/" + image + "/members/" + member, body).statusCode();
  }

  private HttpResponse<String> replace(String caller, String image, String body) {
    return ask(caller, "PUT", "/images/" + image + "/members", body);
  }

  private String members(String image) {
    return ask("owner", "GET", "/images/" + image + "/members", null).body();
  }

  @Test
  void anImageIsSharedAndTakenBack() {
    String image = image();
    assertThat(members(image)).isEqualTo("{\"members\": []}");

    HttpResponse<String> shared = ask("owner", "PUT", "/images/" + image + "/members/acme", null);

    assertThat(shared.statusCode()).isEqualTo(204);
    assertThat(shared.body()).isEmpty();
    assertThat(members(image))
        .isEqualTo("{\"members\": [{\"member_id\": \"acme\", \"can_share\": false}]}");
    assertThat(ask("acme", "GET", "/shared-images/acme", null).body())
        .isEqualTo(
            "{\"shared_images\": [{\"image_id\": \"%s\", \"can_share\": false}]}".formatted(image));

    HttpResponse<String> removed =
        ask("owner", "DELETE", "/images/" + image + "/members/acme", null);
    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(members(image)).isEqualTo("{\"members\": []}");
    assertThat(ask("owner", "DELETE", "/images/" + image + "/members/acme", null).body())
        .contains("Membership could not be found.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"member\": {\"can_share\": true}} | true",
        "{\"member\": {\"can_share\": \"no\"}} | true",
        "{\"member\": {\"can_share\": 0}} | false",
        "{\"member\": {\"can_share\": null}} | false",
        "{\"member\": {}} | false",
        "{} | false",
      })
  void whetherAMemberMayShareIsWhatPythonTakesForTrue(String body, boolean canShare) {
    String image = image();

    assertThat(put("owner", image, "acme", body)).isEqualTo(204);

    assertThat(members(image)).contains("\"can_share\": " + canShare);
  }

  @Test
  void theListIsReplacedAsAWhole() {
    String image = image();
    put("owner", image, "stays", "{\"member\": {\"can_share\": true}}");
    put("owner", image, "goes", null);
    served
        .registry()
        .client()
        .members()
        .setStatus(image, "stays", MemberStatus.ACCEPTED, Callers.of("stays"));

    HttpResponse<String> replaced =
        replace(
            "owner",
            image,
            "{\"memberships\": [{\"member_id\": \"stays\"}, {\"member_id\": \"comes\","
                + " \"can_share\": true}]}");

    assertThat(replaced.statusCode()).isEqualTo(204);
    assertThat(members(image))
        .isEqualTo(
            "{\"members\": [{\"member_id\": \"stays\", \"can_share\": true},"
                + " {\"member_id\": \"comes\", \"can_share\": true}]}");
    assertThat(served.registry().client().members().list(image, Callers.admin()))
        .extracting(one -> one.status().wireName())
        .containsExactly("accepted", "pending");
    assertThat(replace("owner", image, "{\"memberships\": []}").statusCode()).isEqualTo(204);
    assertThat(members(image)).isEqualTo("{\"members\": []}");
  }

  @Test
  void whatBecomesOfMembersIsTold() {
    String image = image();
    try (LoggedEvents told = new LoggedEvents()) {
      put("owner", image, "a", null);
      put("owner", image, "a", null);
      put("owner", image, "a", "{\"member\": {\"can_share\": true}}");
      replace("owner", image, "{\"memberships\": [{\"member_id\": \"b\"}]}");
      ask("owner", "DELETE", "/images/" + image + "/members/b", null);

      assertThat(told.typesOf(image))
          .containsExactly(
              "image.member.create",
              "image.member.update",
              "image.member.delete",
              "image.member.create",
              "image.member.delete");
    }
  }

  @Test
  void aBodyWithoutAListIsTheOnlyMembership() {
    String image = image();
    put("owner", image, "other", null);

    assertThat(replace("owner", image, "{\"member_id\": \"acme\"}").statusCode()).isEqualTo(204);

    assertThat(members(image))
        .isEqualTo("{\"members\": [{\"member_id\": \"acme\", \"can_share\": false}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"memberships\": null}",
        "{\"memberships\": \"acme\"}",
        "{\"memberships\": [\"acme\"]}",
        "{\"memberships\": [{\"member_id\": 7}]}",
        "{\"memberships\": [{\"member_id\": \"a\"}, {\"can_share\": true}]}",
      })
  void aListThatIsNoneChangesNothing(String body) {
    String image = image();
    put("owner", image, "acme", null);

    HttpResponse<String> refused = replace("owner", image, body);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Invalid membership association: ");
    assertThat(members(image)).contains("acme");
  }

  @Test
  void aMemberWhoMaySharePassesTheImageOn() {
    String image = image();
    put("owner", image, "chief", "{\"member\": {\"can_share\": true}}");
    put("owner", image, "guest", null);

    assertThat(put("chief", image, "friend", null)).isEqualTo(204);
    HttpResponse<String> refused = ask("guest", "PUT", "/images/" + image + "/members/x", null);

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("No permission to share that image");
    assertThat(ask("friend", "GET", "/images/" + image + "/members", null).body())
        .isEqualTo("{\"members\": [{\"member_id\": \"friend\", \"can_share\": false}]}");
    assertThat(members(image)).contains("chief", "guest", "friend").doesNotContain("\"x\"");
  }

  @Test
  void whoDoesNotSeeAnImageLearnsNothingOfIt() {
    String image = image();
    put("owner", image, "acme", null);
    String unknown = UUID.randomUUID().toString();

    for (String method : List.of("GET", "PUT", "DELETE")) {
      String member = method.equals("GET") ? "" : "/acme";
      HttpResponse<String> foreign =
          ask("rival", method, "/images/" + image + "/members" + member, null);
      HttpResponse<String> missing =
          ask("rival", method, "/images/" + unknown + "/members" + member, null);
      assertThat(foreign.statusCode()).isEqualTo(404);
      assertThat(foreign.body()).contains("Image with identifier %s not found".formatted(image));
      assertThat(missing.body()).isEqualTo(foreign.body().replace(image, unknown));
    }
    assertThat(replace("rival", image, "{\"memberships\": []}").statusCode()).isEqualTo(404);
    assertThat(ask("rival", "GET", "/shared-images/acme", null).body())
        .isEqualTo("{\"shared_images\": []}");
    assertThat(members(image)).contains("acme");
  }

  @Test
  void whoOnlySeesAnImageDoesNotShareIt() {
    String image = image(Visibility.PUBLIC);

    assertThat(put("rival", image, "rival", "{\"member\": {\"can_share\": true}}")).isEqualTo(404);
    assertThat(put("reader", image, "rival", null)).isEqualTo(403);
    assertThat(put("owner", image, "acme", null)).isEqualTo(204);
  }

  @Test
  void whoIsNobodyChangesNothing() {
    String image = image(Visibility.PUBLIC);

    assertThat(put("anonymous", image, "acme", null)).isEqualTo(403);
    assertThat(members(image)).isEqualTo("{\"members\": []}");
  }

  @Test
  void oneMemberTooManyIsRefused() {
    String image = image();
    String four =
        "{\"memberships\": [{\"member_id\": \"a\"}, {\"member_id\": \"b\"}, {\"member_id\": \"c\"},"
            + " {\"member_id\": \"d\"}]}";
    String words =
        "The limit has been exceeded on the number of allowed image members for this image."
            + " Attempted: 4, Maximum: 3";

    HttpResponse<String> list = replace("owner", image, four);
    List.of("a", "b", "c").forEach(member -> put("owner", image, member, null));
    HttpResponse<String> fourth = ask("owner", "PUT", "/images/" + image + "/members/d", null);

    assertThat(list.statusCode()).isEqualTo(413);
    assertThat(list.body()).contains(words);
    assertThat(fourth.statusCode()).isEqualTo(413);
    assertThat(fourth.body()).contains(words);
    assertThat(put("owner", image, "c", "{\"member\": {\"can_share\": true}}")).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /members/acme, 'PUT, DELETE'",
    "HEAD, /members/acme, 'GET, PUT, DELETE'",
    "POST, /members/acme, 'GET, PUT, DELETE'",
    "POST, /members, 'GET, PUT'",
    "DELETE, /members, 'GET, PUT'",
    "PATCH, /members, 'GET, PUT'",
  })
  void otherVerbsAreToldWhichThereAre(String verb, String path, String allowed) {
    HttpResponse<String> refused = ask("owner", verb, "/images/" + image() + path, null);

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"})
  void sharedImagesAreThereForAnyVerb(String verb) {
    assertThat(ask("acme", verb, "/shared-images/acme", null).statusCode()).isEqualTo(200);
  }

  @Test
  void longAndOddMembersAreStoredOrRefused() {
    String image = image();

    assertThat(put("owner", image, "%E2%82%AC", null)).isEqualTo(204);
    assertThat(ask("owner", "GET", "/images/" + image + "/members", null).body())
        .containsAnyOf("\\u20ac", "€");
    assertThat(put("owner", image, "m".repeat(256), null)).isEqualTo(400);
  }
}
