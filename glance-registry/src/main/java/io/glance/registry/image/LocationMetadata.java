package io.glance.registry.image;

import io.glance.common.json.GlanceJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** The metadata of a location as its row keeps it: a JSON object, or nothing. */
final class LocationMetadata {
  private static final Logger log = LoggerFactory.getLogger(LocationMetadata.class);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private LocationMetadata() {}

  static String write(Map<String, Object> metadata) {
    return GlanceJson.internal().writeValueAsString(metadata);
  }

  static Map<String, Object> read(@Nullable String text) {
    if (text == null || text.isEmpty() || text.equals("{}") || text.equals("null")) {
      return Map.of();
    }
    try {
      return GlanceJson.internal().readValue(text, OBJECT);
    } catch (JacksonException e) {
      log.warn("A location's metadata is not a JSON object and taken as empty", e);
      return Map.of();
    }
  }
}
