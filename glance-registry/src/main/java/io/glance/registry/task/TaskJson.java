package io.glance.registry.task;

import io.glance.common.json.GlanceJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Input and result of a task as their columns keep them: JSON objects. Only ASCII is written, as
 * the original does it: MySQL's columns take no character beyond the basic plane.
 */
final class TaskJson {
  private static final Logger log = LoggerFactory.getLogger(TaskJson.class);
  private static final ObjectWriter WRITER =
      GlanceJson.internal().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
  private static final ObjectReader READER =
      GlanceJson.internal().readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

  private TaskJson() {}

  static String write(Map<String, @Nullable Object> object) {
    return WRITER.writeValueAsString(object);
  }

  static Map<String, @Nullable Object> read(@Nullable String text) {
    @Nullable Map<String, @Nullable Object> object = readIfAny(text);
    return object == null ? Map.of() : object;
  }

  static @Nullable Map<String, @Nullable Object> readIfAny(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return READER.readValue(text);
    } catch (JacksonException e) {
      log.warn("Text of a task is not a JSON object and taken as absent", e);
      return null;
    }
  }
}
