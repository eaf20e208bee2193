package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.VerifiedAgainstGlance;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that make no sense or are not allowed, with the answers that Glance 33 gave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedRequestsTest {
  private ServedImages images;

  @BeforeAll
  void start(@TempDir Path directory) {
    images = ServedImages.start(directory, Map.of());
  }

  @AfterAll
  void stop() {
    images.close();
  }

  static Stream<Named<JsonNode>> requests() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(
            RefusedRequestsTest.class.getResourceAsStream("refused-requests.json"))) {
      JsonNode requests = new JsonMapper().readTree(resource);
      return StreamSupport.stream(requests.spliterator(), false)
          .map(one -> Named.of(nameOf(one), one));
    }
  }

  private static String nameOf(JsonNode one) {
    String name =
        "%s %s %s"
            .formatted(
                one.get("method").stringValue(),
                one.get("path").stringValue(),
                one.path("body").asString(""));
    return name.length() > 120 ? name.substring(0, 120) + "…" : name;
  }

  @ParameterizedTest
  @MethodSource("requests")
  @VerifiedAgainstGlance("33")
  void aRefusalIsThatOfTheOriginalAndChangesNothing(JsonNode one) {
    String id = images.create("{\"name\": \"x\", \"note\": \"n\", \"tags\": [\"t\"]}");
    JsonNode before = images.show(id);

    HttpResponse<String> response =
        images.send(
            one.get("method").stringValue(),
            filled(one.path("path"), id),
            one.has("type") ? one.get("type").stringValue() : null,
            one.has("body") ? filled(one.get("body"), id) : null);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(one.get("status").intValue());
    String message =
        response.body().isEmpty() ? "" : ServedImages.json(response).get("message").stringValue();
    assertThat(message.replace(id, "{id}")).isEqualTo(one.get("message").stringValue());
    assertThat(images.show(id)).isEqualTo(before);
  }

  private static String filled(JsonNode text, String id) {
    return text.stringValue().replace("{id}", id);
  }
}
