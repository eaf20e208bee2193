package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;

/** Metadata definitions over HTTP, without identity. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetadefsTest {
  private static final String ALL = "/v2/metadefs/namespaces";
  private static final String WHOLE =
      """
      {"namespace": "%s", "owner": "acme", "description": "d", "protected": %s,
       "resource_type_associations": [{"name": "T", "prefix": "p_"}],
       "properties": {"a": {"title": "A", "type": "string", "default": true}},
       "objects": [{"name": "o", "required": ["x"],
                    "properties": {"x": {"title": "X", "type": "integer", "minimum": 1.5}}}],
       "tags": [{"name": "one"}, {"name": "two"}]}
      """;

  private ServedImages served;

  @BeforeAll
  void start(@TempDir Path directory) {
    served = ServedImages.start(directory, Map.of());
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private HttpResponse<String> ask(String method, String path, @Nullable String body) {
    return served.send(method, path, body == null ? null : "application/json", body);
  }

  private JsonNode get(String path) {
    HttpResponse<String> found = ask("GET", path, null);
    assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
    return ServedImages.json(found);
  }

  private static void assertRefused(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(ServedImages.json(response).get("message").stringValue()).startsWith(message);
  }

  private String make(boolean isProtected) {
    String name = "ns-" + UUID.randomUUID();
    HttpResponse<String> made = ask("POST", ALL, WHOLE.formatted(name, isProtected));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return name;
  }

  private String path(String name) {
    return ALL + "/" + name;
  }

  @Test
  void aNewNamespaceIsShownAsItWasSent() {
    String name = "ns-" + UUID.randomUUID();

    HttpResponse<String> made = ask("POST", ALL, WHOLE.formatted(name, false));

    JsonNode shown = ServedImages.json(made);
    assertThat(made.headers().firstValue("Location").orElse("")).endsWith(path(name));
    assertThat(shown.propertyNames())
        .containsExactly(
            "namespace",
            "description",
            "visibility",
            "protected",
            "owner",
            "created_at",
            "updated_at",
            "resource_type_associations",
            "properties",
            "objects",
            "tags",
            "self",
            "schema");
    assertThat(shown.get("visibility").stringValue()).isEqualTo("private");
    assertThat(shown.at("/properties/a/default").stringValue()).isEqualTo("True");
    assertThat(shown.at("/objects/0").propertyNames())
        .containsExactly("name", "required", "properties");
    assertThat(shown.at("/objects/0/properties/x/minimum").intValue()).isEqualTo(1);
    assertThat(shown.at("/resource_type_associations/0").propertyNames())
        .containsExactly("name", "prefix");
  }

  @Test
  void aNamespaceIsShownWithItsPartsAndTheirPrefix() {
    String path = path(make(false));

    JsonNode plain = get(path);
    JsonNode prefixed = get(path + "?resource_type=T");

    assertThat(plain.at("/objects/0/self").stringValue()).isEqualTo(path + "/objects/o");
    assertThat(plain.get("properties").propertyNames()).containsExactly("a");
    assertThat(prefixed.get("properties").propertyNames()).containsExactly("p_a");
    assertThat(prefixed.at("/objects/0/properties").propertyNames()).containsExactly("p_x");
    assertThat(prefixed.at("/objects/0/required/0").stringValue()).isEqualTo("p_x");
    assertThat(get(path + "?resource_type=none")).isEqualTo(plain);
    assertThat(get(path + "/properties/p_a?resource_type=T").get("name").stringValue())
        .isEqualTo("a");
    assertRefused(
        ask("GET", path + "/properties/a?resource_type=T", null),
        404,
        "Property a does not start with the expected resource type association prefix of 'p_'.");
  }

  @Test
  void anUpdateReplacesWhatItDoesNotName() {
    String name = make(true);

    JsonNode updated =
        ServedImages.json(
            ask("PUT", path(name), "{\"namespace\": \"%s2\", \"owner\": \"b\"}".formatted(name)));

    assertThat(updated.get("protected").booleanValue()).isFalse();
    assertThat(updated.has("description")).isFalse();
    assertThat(get(path(name + "2")).get("tags")).hasSize(2);
    assertRefused(
        ask("GET", path(name), null),
        404,
        "Metadata definition namespace=%s was not found.".formatted(name));
    assertRefused(ask("DELETE", path(name), null), 404, "Namespace %s not found".formatted(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/objects",
        "/properties",
        "/tags",
        "/objects/o",
        "/properties/a",
        "/tags/one",
        "/resource_types/T"
      })
  void whatIsProtectedStays(String part) {
    String path = path(make(true));

    HttpResponse<String> refused = ask("DELETE", path + part, null);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("is protected and cannot be deleted.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/objects/o", "/properties/a", "/tags/one", "/resource_types/T"})
  void whatIsNotProtectedGoesOnce(String part) {
    String path = path(make(false)) + part;

    assertThat(ask("DELETE", path, null).statusCode()).isEqualTo(204);
    assertThat(ask("DELETE", path, null).statusCode()).isEqualTo(404);
  }

  @Test
  void tagsAreReplacedUnlessTheHeaderSaysOtherwise() {
    String path = path(make(false)) + "/tags";
    String three = "{\"tags\": [{\"name\": \"three\"}]}";

    served.send("POST", path, "application/json", three, Map.of("X-Openstack-Append", "True"));
    assertThat(names(get(path).get("tags"))).containsExactly("three", "two", "one");
    assertThat(names(get(path + "?limit=1&marker=three").get("tags"))).containsExactly("two");
    ask("POST", path, three);
    assertThat(names(get(path).get("tags"))).containsExactly("three");
    assertThat(get(path + "/three").propertyNames())
        .containsExactly("name", "created_at", "updated_at");
  }

  private static List<String> names(JsonNode parts) {
    return parts.valueStream().map(one -> one.get("name").stringValue()).toList();
  }

  @Test
  void aListGoesOnBehindItsMarker() {
    String first = make(false);
    String second = make(false);
    String query = "?limit=1&sort_key=created_at&resource_types=T,x";

    JsonNode page = get(ALL + query);
    JsonNode next = get(page.get("next").stringValue());

    assertThat(page.propertyNames()).containsExactly("namespaces", "next", "schema", "first");
    assertThat(page.at("/namespaces/0/namespace").stringValue()).isEqualTo(second);
    assertThat(page.at("/namespaces/0/resource_type_associations/0/name").stringValue())
        .isEqualTo("T");
    assertThat(page.get("next").stringValue())
        .isEqualTo(ALL + "?limit=1&sort_key=created_at&resource_types=T%2Cx&marker=" + second);
    assertThat(next.at("/namespaces/0/namespace").stringValue()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?limit=x | limit param must be an integer",
        "?limit=-1 | limit param must be positive",
        "?sort_dir=up | Invalid sort direction: up",
        "?sort_key=none | Sort key supplied was not valid.",
        "?visibility=shared | Invalid visibility value: shared",
        "/x/objects?limit=0 | limit param must be positive",
        "/x/tags?sort_key=none | Sort key supplied was not valid.",
      })
  void whatCannotBeListedIsRefused(String query, String message) {
    assertRefused(ask("GET", ALL + query, null), 400, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"namespace\": \"\"}",
        "{\"namespace\": \"a/b\"}",
        "[]",
        "{\"namespace\": \"x\", \"objects\": [{}]}",
        "{\"namespace\": \"x\", \"tags\": [{\"name\": \"x\", \"y\": 1}]}",
        "{\"namespace\": \"x\", \"properties\": {\"p\": {\"title\": \"t\", \"type\": \"string\","
            + " \"enum\": [1]}}}",
        "{\"namespace\": \"x\", \"properties\": {\"p\": {\"title\": \"t\", \"type\": \"string\","
            + " \"foo\": 1}}}",
        "{\"namespace\": \"😀\"}"
      })
  void whatHasNoPlaceIsRefused(String body) {
    assertThat(ask("POST", ALL, body).statusCode()).isEqualTo(400);
  }

  @Test
  void anObjectShowsWhatItsRequestNames() {
    String path = path(make(false)) + "/objects";

    JsonNode made = ServedImages.json(ask("POST", path, "{\"name\": \"bare\"}"));

    assertThat(made.propertyNames())
        .containsExactly("name", "created_at", "updated_at", "self", "schema");
    assertThat(get(path + "/bare").propertyNames())
        .containsExactly(
            "name", "required", "properties", "created_at", "updated_at", "self", "schema");
    assertThat(get(path).get("schema").stringValue()).isEqualTo("v2/schemas/metadefs/objects");
  }

  @Test
  void resourceTypesOutliveTheirAssociations() {
    String path = path(make(false)) + "/resource_types";
    String type = "type-" + UUID.randomUUID();

    ask("POST", path, "{\"name\": \"%s\"}".formatted(type));
    ask("DELETE", path + "/" + type, null);

    assertThat(names(get(path).get("resource_type_associations"))).containsExactly("T");
    assertThat(names(get("/v2/metadefs/resource_types").get("resource_types"))).contains(type);
  }

  @Test
  void otherVerbsAreRefused() {
    HttpResponse<String> refused = ask("PATCH", path("x") + "/tags/y", null);

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).hasValue("GET, POST, PUT, DELETE");
  }

  @ParameterizedTest
  @CsvSource({
    "namespace, namespace",
    "object, object",
    "property, property",
    "tag, tag",
    "resource_type, resource_type_association",
    "namespaces, namespaces",
    "objects, objects",
    "properties, properties",
    "tags, tags",
    "resource_types, resource_type_associations"
  })
  void everySchemaHasAName(String path, String name) {
    assertThat(get("/v2/schemas/metadefs/" + path).get("name").stringValue()).isEqualTo(name);
  }

  @Test
  void schemasOfListsHaveTheirDefinitionsOutside() {
    JsonNode properties = get("/v2/schemas/metadefs/properties");

    assertThat(properties.propertyNames())
        .containsExactly("name", "properties", "links", "definitions");
    assertThat(properties.at("/properties/properties/additionalProperties/required")).hasSize(2);
    assertThat(get("/v2/schemas/metadefs/property").get("required")).hasSize(3);
  }
}
