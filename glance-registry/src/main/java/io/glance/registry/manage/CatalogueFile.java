package io.glance.registry.manage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of the catalogue: one namespace and all that is in it. Members that nobody knows are
 * passed over.
 *
 * @param isProtected absent: the file does not say
 * @param properties JSON texts by name
 */
record CatalogueFile(
    String namespace,
    @Nullable String displayName,
    @Nullable String description,
    @Nullable String visibility,
    @Nullable Boolean isProtected,
    String owner,
    List<Association> associations,
    Map<String, String> properties,
    List<Group> objects,
    List<String> tags) {
  private static final String USUAL_OWNER = "admin";

  /** Columns of MySQL take no characters of four bytes. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  record Association(String type, @Nullable String prefix, @Nullable String propertiesTarget) {}

  /**
   * An object.
   *
   * @param required names, separated by commas; absent: none
   * @param properties JSON text
   */
  record Group(
      String name, @Nullable String description, @Nullable String required, String properties) {}

  CatalogueFile {
    associations = List.copyOf(associations);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    objects = List.copyOf(objects);
    tags = List.copyOf(tags);
  }

  /**
   * @throws IOException if it cannot be read or is no JSON
   * @throws CommandFailure if it is no namespace
   */
  static CatalogueFile read(Path file) throws IOException {
    JsonNode content;
    try {
      content = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(e.getMessage(), e);
    }
    return new CatalogueFile(
        name(content, "namespace"),
        text(content, "display_name"),
        text(content, "description"),
        text(content, "visibility"),
        flag(content),
        content.has("owner") ? name(content, "owner") : USUAL_OWNER,
        associations(content.path("resource_type_associations")),
        properties(content.path("properties")),
        objects(content.path("objects")),
        tags(content.path("tags")));
  }

  private static @Nullable Boolean flag(JsonNode content) {
    JsonNode value = content.path("protected");
    if (value.isInt()) { // as the original exports it from MySQL
      return value.intValue() != 0;
    }
    return value.isBoolean() ? value.booleanValue() : null;
  }

  private static List<Association> associations(JsonNode parts) {
    List<Association> associations = new ArrayList<>();
    for (JsonNode one : parts) {
      associations.add(
          new Association(name(one, "name"), text(one, "prefix"), text(one, "properties_target")));
    }
    return associations;
  }

  private static Map<String, String> properties(JsonNode parts) {
    Map<String, String> properties = new LinkedHashMap<>();
    parts.forEachEntry((name, schema) -> properties.put(name, JSON.writeValueAsString(schema)));
    return properties;
  }

  private static List<Group> objects(JsonNode parts) {
    List<Group> objects = new ArrayList<>();
    for (JsonNode one : parts) {
      List<String> required = new ArrayList<>();
      one.path("required").forEach(name -> required.add(name.asString("")));
      objects.add(
          new Group(
              name(one, "name"),
              text(one, "description"),
              required.isEmpty() ? null : String.join(",", required),
              JSON.writeValueAsString(
                  one.has("properties") ? one.get("properties") : JSON.createObjectNode())));
    }
    return objects;
  }

  private static List<String> tags(JsonNode parts) {
    List<String> tags = new ArrayList<>();
    parts.forEach(one -> tags.add(name(one, "name")));
    return tags;
  }

  private static String name(JsonNode part, String member) {
    @Nullable String name = text(part, member);
    if (name == null) {
      throw new CommandFailure("'%s' is missing or no text".formatted(member));
    }
    return name;
  }

  private static @Nullable String text(JsonNode part, String member) {
    JsonNode value = part.path(member);
    return value.isString() ? value.stringValue() : null;
  }
}
