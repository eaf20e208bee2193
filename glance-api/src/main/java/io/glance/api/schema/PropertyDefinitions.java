package io.glance.api.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an operator says about additional properties, read from {@code schema-image.json}.
 *
 * <p>The file is a JSON object of property names and their schemas, or holds that object as {@code
 * properties} beside a list {@code required}.
 *
 * <p>Source: glance/api/v2/images.py, load_custom_properties; unlike there, definitions that come
 * with this service count where no file is found.
 *
 * @param properties schema by name, in the order of the file
 * @param required names that a new image must have
 */
record PropertyDefinitions(Map<String, JsonNode> properties, List<String> required) {
  static final String FILE_NAME = "schema-image.json";

  PropertyDefinitions {
    properties = new LinkedHashMap<>(properties);
    required = List.copyOf(required);
  }

  /**
   * Reads the first file of that name in the directories.
   *
   * @throws InvalidSchemaFile if the file is not what it should be
   */
  static PropertyDefinitions load(List<Path> directories, JsonMapper json) {
    Optional<Path> file =
        directories.stream()
            .map(directory -> directory.resolve(FILE_NAME))
            .filter(Files::isRegularFile)
            .findFirst();
    return file.isPresent() ? read(file.get(), json) : usual(json);
  }

  private static PropertyDefinitions usual(JsonMapper json) {
    try (InputStream resource =
        Objects.requireNonNull(PropertyDefinitions.class.getResourceAsStream(FILE_NAME))) {
      return of(FILE_NAME, json.readTree(resource));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PropertyDefinitions read(Path file, JsonMapper json) {
    try {
      return of(file.toString(), json.readTree(Files.readString(file)));
    } catch (IOException | JacksonException e) {
      throw new InvalidSchemaFile(file.toString(), "cannot be read as JSON: " + e.getMessage(), e);
    }
  }

  private static PropertyDefinitions of(String file, JsonNode content) {
    if (!content.isObject()) {
      throw new InvalidSchemaFile(file, "must hold a JSON object");
    }
    boolean extended = content.has("properties");
    JsonNode definitions = extended ? content.get("properties") : content;
    if (!definitions.isObject()) {
      throw new InvalidSchemaFile(file, "needs a JSON object as 'properties'");
    }
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    definitions.forEachEntry((name, definition) -> {
      SchemaKeywords.problem(definition)
          .ifPresent(problem -> {
            throw new InvalidSchemaFile(
                file, "definition of property '%s' %s".formatted(name, problem));
          });
      properties.put(name, definition);
    });
    return new PropertyDefinitions(
        properties, extended ? required(file, content.path("required")) : List.of());
  }

  private static List<String> required(String file, JsonNode names) {
    if (names.isMissingNode() || names.isNull()) {
      return List.of();
    }
    List<String> required = new ArrayList<>();
    for (JsonNode name : names) {
      if (!name.isString()) {
        throw new InvalidSchemaFile(file, "'required' must be a list of property names");
      }
      required.add(name.stringValue());
    }
    if (!names.isArray()) {
      throw new InvalidSchemaFile(file, "'required' must be a list of property names");
    }
    return required;
  }
}
