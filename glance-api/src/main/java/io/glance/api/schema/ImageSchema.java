package io.glance.api.schema;

import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schema of an image, as clients read it and as their requests are checked.
 *
 * <p>Thread-safe.
 *
 * <p>Source: glance/api/v2/images.py, get_schema; glance/schema.py.
 */
public final class ImageSchema {
  private final ObjectNode image;
  private final ObjectNode images;
  private final SchemaValidator whole;
  private final SchemaValidator part;
  private final boolean open;

  /**
   * @param additionalAllowed whether images may have properties that no definition names
   */
  ImageSchema(
      ImageFormatProperties formats,
      PropertyDefinitions definitions,
      boolean additionalAllowed,
      JsonMapper json) {
    open = additionalAllowed;
    image = json.createObjectNode();
    image.put("name", "image");
    image.set("properties", properties(formats, definitions, json));
    if (additionalAllowed) {
      image.putObject("additionalProperties").put("type", "string");
    } else {
      image.put("additionalProperties", false);
    }
    if (!definitions.required().isEmpty()) {
      ArrayNode required = image.putArray("required");
      definitions.required().forEach(required::add);
    }
    if (additionalAllowed) {
      addLinks(image, List.of("self", "{self}", "enclosure", "{file}", "describedby", "{schema}"));
    }
    images = collection(json);
    whole = new SchemaValidator(image);
    part = new SchemaValidator(image.deepCopy().without("required"));
  }

  private static ObjectNode properties(
      ImageFormatProperties formats, PropertyDefinitions definitions, JsonMapper json) {
    ObjectNode properties = baseProperties(json);
    addFormats(properties, "container_format", formats.containerFormats());
    addFormats(properties, "disk_format", formats.diskFormats());
    for (Map.Entry<String, JsonNode> definition : definitions.properties().entrySet()) {
      String name = definition.getKey();
      if (properties.has(name) && !properties.get(name).equals(definition.getValue())) {
        throw new InvalidSchemaFile(
            PropertyDefinitions.FILE_NAME,
            "custom properties (%s) conflict with base properties".formatted(name));
      }
      ObjectNode definitionAndKind = (ObjectNode) definition.getValue().deepCopy();
      properties.set(name, definitionAndKind.put("is_base", false));
    }
    return properties;
  }

  private static ObjectNode baseProperties(JsonMapper json) {
    try (InputStream resource =
        Objects.requireNonNull(ImageSchema.class.getResourceAsStream("base-properties.json"))) {
      return (ObjectNode) json.readTree(resource);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void addFormats(ObjectNode properties, String name, List<String> formats) {
    ArrayNode allowed = ((ObjectNode) properties.get(name)).putArray("enum");
    allowed.addNull();
    formats.forEach(allowed::add);
  }

  private ObjectNode collection(JsonMapper json) {
    ObjectNode collection = json.createObjectNode();
    collection.put("name", "images");
    ObjectNode properties = collection.putObject("properties");
    properties.putObject("images").put("type", "array").set("items", image);
    for (String link : List.of("first", "next", "schema")) {
      properties.putObject(link).put("type", "string");
    }
    addLinks(collection, List.of("first", "{first}", "next", "{next}", "describedby", "{schema}"));
    return collection;
  }

  private static void addLinks(ObjectNode schema, List<String> relationsAndTargets) {
    ArrayNode links = schema.putArray("links");
    for (int i = 0; i < relationsAndTargets.size(); i += 2) {
      links
          .addObject()
          .put("rel", relationsAndTargets.get(i))
          .put("href", relationsAndTargets.get(i + 1));
    }
  }

  /** The schema of one image. Not to be changed. */
  public JsonNode image() {
    return image;
  }

  /** The schema of a list of images. Not to be changed. */
  public JsonNode images() {
    return images;
  }

  /** Whether the schema says anything about the property, so that it may be null. */
  public boolean names(String property) {
    return image.get("properties").has(property);
  }

  /** Whether images are shown with properties that no definition names. */
  public boolean allowsAdditional() {
    return open;
  }

  /**
   * @throws GlanceException.Invalid if the image is not as the schema demands
   */
  public void requireValid(JsonNode image) {
    require(whole, image);
  }

  /**
   * Checks some properties of an image, which may lack others.
   *
   * @throws GlanceException.Invalid if one is not as the schema demands
   */
  public void requireValidPart(JsonNode part) {
    require(this.part, part);
  }

  private static void require(SchemaValidator validator, JsonNode value) {
    Optional<Violation> violation = validator.check(value);
    if (violation.isPresent()) {
      throw new GlanceException.Invalid(
          "Provided object does not match schema 'image': " + violation.get().text());
    }
  }
}
