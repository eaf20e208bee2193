package io.glance.api.replicator;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Descriptions of API v1, as in the dumps that the original's replicator made. */
final class FirstVersion {
  private static final String PROPERTIES = "properties";
  private static final String IS_PUBLIC = "is_public";

  /** Of the server, and unknown in API v2. */
  private static final Set<String> DROPPED =
      Set.of(PROPERTIES, IS_PUBLIC, "location", "copy_from", "store", "deleted", "deleted_at");

  private FirstVersion() {}

  /** The same image in words of API v2; one that is described so already is left as it is. */
  static Description translated(Description image) {
    JsonNode properties = image.field(PROPERTIES);
    if (!properties.isObject() || image.field(IS_PUBLIC).isMissingNode()) {
      return image;
    }
    ObjectNode json = image.json().deepCopy();
    json.put("visibility", json.path(IS_PUBLIC).asBoolean(false) ? "public" : "shared");
    DROPPED.forEach(json::remove);
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (json.path(property.getKey()).isMissingNode()) {
        JsonNode value = property.getValue();
        json.put(property.getKey(), value.isNull() ? "" : value.asString());
      }
    }
    return new Description(json);
  }
}
