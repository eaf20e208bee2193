package io.glance.api.v1;

import static io.glance.api.v1.V1Server.header;
import static io.glance.api.v1.V1Server.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that wait for the scrubber after API v1 deleted them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1DelayedDeletionTest {
  private static final byte[] DATA = "some bytes of an image".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path directory;
  private V1Server served;

  @BeforeAll
  void start() {
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.paste_deploy.flavor", "trusted-auth", "oslo.default.delayed_delete", true));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private String deleted() {
    String id = served.active(DATA, "owner", "x-image-meta-property-a", "b");
    HttpResponse<String> answer = served.send("DELETE", "/v1/images/" + id, "owner");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    return id;
  }

  @Test
  void bytesStayAndOnlyAdministratorsSeeOfWhat() {
    String id = deleted();

    HttpResponse<String> shown = served.send("HEAD", "/v1/images/" + id, "admin");

    assertThat(directory.resolve("bytes").resolve(id)).exists();
    assertThat(header(shown, "x-image-meta-status")).isEqualTo("pending_delete");
    assertThat(header(shown, "x-image-meta-deleted")).isEqualTo("True");
    assertThat(header(shown, "x-image-meta-deleted_at")).isNotEqualTo("absent");
    assertThat(served.send("HEAD", "/v1/images/" + id, "owner").statusCode()).isEqualTo(404);
    assertThat(served.send("GET", "/v1/images/" + id, "owner").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 404, is not active",
    "DELETE, 403, Forbidden to delete a pending_delete image.",
    "PUT, 403, Forbidden to update deleted image.",
  })
  void nobodyDoesAnythingWithIt(String verb, int status, String words) {
    String id = deleted();

    HttpResponse<String> refused =
        served.send(verb, "/v1/images/" + id, "admin", "x-image-meta-name", "x");

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
    assertThat(json(refused).get("message").stringValue()).contains(words);
  }

  @Test
  void listsHideItUnlessAdministratorsAskForWhatIsDeleted() {
    String id = deleted();

    assertThat(list("owner", "")).doesNotContain(id);
    assertThat(list("owner", "?deleted=True")).doesNotContain(id);
    assertThat(list("admin", "?is_public=none")).doesNotContain(id);
    assertThat(list("admin", "?is_public=none&deleted=True&status=pending_delete")).contains(id);
    assertThat(list("admin", "?is_public=none&changes-since=2001-01-01T00:00:00Z"))
        .contains(id, "pending_delete");
  }

  private String list(String caller, String query) {
    HttpResponse<String> list = served.send("GET", "/v1/images/detail" + query, caller);
    assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
    return list.body();
  }

  @Test
  void imageWithoutBytesWaitsForNobody() {
    String id = served.create("owner");

    served.send("DELETE", "/v1/images/" + id, "owner");

    assertThat(served.field(id, "status")).isEqualTo("deleted");
  }
}
