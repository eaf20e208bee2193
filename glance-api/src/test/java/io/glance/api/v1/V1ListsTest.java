package io.glance.api.v1;

import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Lists of API v1 over HTTP. One image of each kind is there, and what is deleted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1ListsTest {
  private V1Server served;
  private String shared = "";

  @BeforeAll
  void start(@TempDir Path directory) {
    served =
        V1Server.start(
            directory,
            Map.of("oslo.paste_deploy.flavor", "trusted-auth", "oslo.default.api_limit_max", 20));
    served.create("owner", "x-image-meta-name", "own", "x-image-meta-property-os", "linux");
    served.create("rival", "x-image-meta-name", "private");
    shared = served.create("rival", "x-image-meta-name", "shared", "x-image-meta-min-ram", "64");
    served.send("PUT", "/v1/images/" + shared + "/members/owner", null, V1Server.as("rival"));
    served.active(
        "public".getBytes(StandardCharsets.UTF_8),
        "admin",
        "x-image-meta-name",
        "public",
        "x-image-meta-protected",
        "True",
        "x-image-meta-is_public",
        "True");
    String gone = served.create("owner", "x-image-meta-name", "gone");
    served.send("DELETE", "/v1/images/" + gone, "owner");
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private List<String> names(String query, String caller) {
    HttpResponse<String> list = served.send("GET", "/v1/images/detail" + query, caller);
    assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
    return json(list)
        .get("images")
        .valueStream()
        .map(image -> image.get("name").stringValue())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', owner, own public shared",
    "'', rival, private public shared",
    "'', admin, public",
    "?is_public=True, admin, public",
    "?is_public=None, admin, own private public shared",
    "?is_public=False, admin, own private shared",
    "?is_public=None, owner, own public shared",
    "?changes-since=2001-01-01T00:00:00Z, owner, gone own public shared",
    "?changes-since=2101-01-01T00:00:00Z, owner, ''",
    "?deleted=true&is_public=none, admin, gone",
    "?deleted=true, owner, own public shared",
    "?name=own, owner, own",
    "?property-os=linux, owner, own",
    "?property-os=bsd, owner, ''",
    "?size_min=1, owner, public",
    "?size_min=1&size_max=5, owner, ''",
    "?min_ram=64, owner, shared",
    "?protected=1, owner, public",
    "?status=queued&protected=False, owner, own shared",
    "?disk_format=raw, owner, public",
    "?tag=nobody-knows-tags-here, owner, own public shared",
    "?limit=0, owner, ''",
  })
  void imagesAreFound(String query, String caller, String expected) {
    assertThat(String.join(" ", names(query, caller).stream().sorted().toList()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "size_min=x, Bad value passed to filter size_min got x",
    "size_max=-1, Bad value passed to filter size_max got -1",
    "min_ram=x, Bad value passed to filter min_ram got x",
    "is_public=maybe, Bad value passed to filter is_public got maybe",
    "protected=none, 'protected must be True, or False'",
    "changes-since=now, Unrecognized changes-since value",
    "limit=x, limit param must be an integer",
    "limit=-1, limit param must be positive",
    "marker=x, Invalid marker format",
    "marker=71c675ab-d94f-49cd-a114-e12490b328d9, Invalid marker. Image could not be found.",
    "sort_key=owner, Unsupported sort_key. Acceptable values: name",
    "sort_dir=up, 'Unsupported sort_dir. Acceptable values: asc, desc'",
  })
  void nonsenseIsRefused(String query, String words) {
    HttpResponse<String> refused = served.send("GET", "/v1/images?" + query, "owner");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    assertThat(json(refused).get("message").stringValue()).contains(words);
  }

  @Test
  void markerThatIsSomebodyElsesIsNoneAtAll() {
    String foreign = served.create("rival", "x-image-meta-name", "to be deleted");

    HttpResponse<String> refused = served.send("GET", "/v1/images?marker=" + foreign, "owner");

    assertThat(refused.statusCode()).isEqualTo(400);
    served.send("DELETE", "/v1/images/" + foreign, "rival");
  }

  @Test
  void pagesAddUpToTheList() {
    List<String> seen = new ArrayList<>();
    String marker = "";
    while (true) {
      JsonNode page =
          json(served.send(
                  "GET", "/v1/images?sort_key=name&sort_dir=asc&limit=2" + marker, "owner"))
              .get("images");
      if (page.isEmpty()) {
        break;
      }
      page.forEach(image -> seen.add(image.get("name").stringValue()));
      marker = "&marker=" + page.get(page.size() - 1).get("id").stringValue();
    }

    assertThat(seen).containsExactly("own", "public", "shared");
  }

  @Test
  void briefListHasLittleOfEach() {
    JsonNode list = json(served.send("GET", "/v1/images?name=own", "owner"));

    assertThat(list.propertyNames()).containsExactly("images");
    assertThat(list.at("/images/0").propertyNames())
        .containsExactly("id", "name", "size", "disk_format", "container_format", "checksum");
  }

  @Test
  void killedImagesAreNotListed() {
    String id =
        served.create(
            "third",
            "x-image-meta-disk_format",
            "raw",
            "x-image-meta-container_format",
            "bare",
            "x-image-meta-checksum",
            "0".repeat(32));
    served.upload("PUT", "/v1/images/" + id, new byte[] {1}, "third");

    assertThat(served.field(id, "status")).isEqualTo("killed");
    assertThat(served.send("GET", "/v1/images", "third").body()).doesNotContain(id);
  }
}
