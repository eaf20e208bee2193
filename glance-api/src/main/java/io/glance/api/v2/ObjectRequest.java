package io.glance.api.v2;

import io.glance.api.schema.MetadefSchemas;
import io.glance.api.schema.PropertyType;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ObjectValues;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client wants an object to be.
 *
 * @param required absent if the client does not name it
 * @param properties absent if the client does not name them
 */
record ObjectRequest(
    String name,
    @Nullable List<String> required,
    @Nullable String description,
    @Nullable Map<String, ObjectNode> properties) {
  private static final List<String> READ_ONLY =
      List.of("self", "schema", "created_at", "updated_at");
  private static final List<String> KNOWN =
      List.of(
          "name",
          "required",
          "description",
          "properties",
          "created_at",
          "updated_at",
          "self",
          "schema");
  private static final JsonMapper JSON = new JsonMapper();

  /** A new object, whose properties are looked at closely. */
  static ObjectRequest toCreate(HttpServletRequest request, MetadefSchemas schemas)
      throws IOException {
    JsonNode body = MetadefBody.read(request, READ_ONLY);
    schemas.requireObject(body);
    body.path("properties").forEach(schemas::requireNamedProperty);
    return of(body);
  }

  static ObjectRequest toUpdate(HttpServletRequest request, MetadefSchemas schemas)
      throws IOException {
    JsonNode body = MetadefBody.read(request, READ_ONLY);
    schemas.requireObject(body);
    return of(body);
  }

  /**
   * An object that was checked against its schema, alone or with its namespace.
   *
   * @throws GlanceException.Invalid if something in it has no place there
   */
  static ObjectRequest of(JsonNode body) {
    return new ObjectRequest(
        MetadefBody.nameOfPart("An object", body, KNOWN),
        MetadefBody.texts(body, "required"),
        MetadefBody.text(body, "description"),
        properties(body));
  }

  /** Definitions by name, if the client names any. */
  static @Nullable Map<String, ObjectNode> properties(JsonNode body) {
    JsonNode sent = body.path("properties");
    if (!sent.isObject()) {
      return null;
    }
    Map<String, ObjectNode> properties = new LinkedHashMap<>();
    sent.forEachEntry((name, one) -> properties.put(name, PropertyType.ofRequest(one)));
    return properties;
  }

  ObjectValues values() {
    ObjectNode kept = JSON.createObjectNode();
    if (properties != null) {
      kept.setAll(properties);
    }
    return new ObjectValues(
        name,
        Objects.requireNonNullElse(required, List.of()),
        description,
        PropertyType.text(kept));
  }
}
