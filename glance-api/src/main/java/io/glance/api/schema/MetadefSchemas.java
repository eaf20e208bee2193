package io.glance.api.schema;

import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schemas of metadata definitions: as clients read them, and what requests are checked
 * against. Thread-safe.
 *
 * <p>Source: glance/schema.py; get_schema and get_collection_schema of glance/api/v2/metadef_*.py.
 */
public final class MetadefSchemas {
  private static final List<String> PROPERTY_IN_A_MAP = List.of("type", "title");
  private static final List<String> PROPERTY = List.of("type", "title", "name");

  private final JsonMapper json;
  private final JsonNode parts;
  private final ObjectNode namespace;
  private final ObjectNode object;
  private final ObjectNode property;
  private final ObjectNode tag;
  private final ObjectNode resourceType;
  private final SchemaValidator namespaces;
  private final SchemaValidator objects;
  private final SchemaValidator properties;
  private final SchemaValidator propertiesInMaps;
  private final SchemaValidator tags;
  private final SchemaValidator tagLists;
  private final SchemaValidator resourceTypes;

  MetadefSchemas(JsonMapper json) {
    this.json = json;
    parts = read(json);
    JsonNode common = parts.get("definitions");
    JsonNode fields = common.at("/property/additionalProperties/properties");
    JsonNode ofProperties = parts.get("propertyDefinitions");
    namespace = schema("namespace", parts.get("namespace"), common, List.of("namespace"));
    object = schema("object", parts.get("object"), common, List.of("name"));
    property = schema("property", fields, ofProperties, PROPERTY);
    tag = schema("tag", parts.get("tag"), null, List.of("name"));
    resourceType =
        schema("resource_type_association", parts.get("resource_type"), null, List.of("name"));
    namespaces = new SchemaValidator(namespace);
    objects = new SchemaValidator(object);
    properties = new SchemaValidator(property);
    propertiesInMaps =
        new SchemaValidator(schema("property", fields, ofProperties, PROPERTY_IN_A_MAP));
    tags = new SchemaValidator(tag);
    tagLists = new SchemaValidator(tagList());
    resourceTypes = new SchemaValidator(resourceType);
  }

  private static JsonNode read(JsonMapper json) {
    try (InputStream resource =
        Objects.requireNonNull(MetadefSchemas.class.getResourceAsStream("metadef-schemas.json"))) {
      return json.readTree(resource);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode schema(
      String name, JsonNode fields, @Nullable JsonNode definitions, List<String> required) {
    ObjectNode schema = json.createObjectNode().put("name", name);
    schema.set("properties", fields);
    schema.put("additionalProperties", false);
    if (definitions != null) {
      schema.set("definitions", definitions);
    }
    required.forEach(schema.putArray("required")::add);
    return schema;
  }

  private ObjectNode tagList() {
    ObjectNode schema = json.createObjectNode().put("name", "tags");
    ObjectNode list = schema.putObject("properties").putObject("tags").put("type", "array");
    ObjectNode items = list.putObject("items").put("type", "object");
    items.putObject("properties").putObject("name").put("type", "string");
    items.putArray("required").add("name");
    items.put("additionalProperties", false);
    return schema.put("additionalProperties", false);
  }

  /**
   * @throws GlanceException.Invalid if a namespace that a client sent is not as the schema demands
   */
  public void requireNamespace(JsonNode sent) {
    require(namespaces, "namespace", sent);
  }

  /**
   * @throws GlanceException.Invalid if an object that a client sent is not as the schema demands
   */
  public void requireObject(JsonNode sent) {
    require(objects, "object", sent);
  }

  /**
   * @throws GlanceException.Invalid if a property that a client sent is not as the schema demands
   */
  public void requireProperty(JsonNode sent) {
    require(properties, "property", sent);
  }

  /**
   * As {@link #requireProperty} where the name is not part of the property.
   *
   * @throws GlanceException.Invalid if it is not as the schema demands
   */
  public void requireNamedProperty(JsonNode sent) {
    require(propertiesInMaps, "property", sent);
  }

  /**
   * @throws GlanceException.Invalid if a tag that a client sent is not as the schema demands
   */
  public void requireTag(JsonNode sent) {
    require(tags, "tag", sent);
  }

  /**
   * @throws GlanceException.Invalid if tags that a client sent are not as the schema demands
   */
  public void requireTags(JsonNode sent) {
    require(tagLists, "tags", sent);
  }

  /**
   * @throws GlanceException.Invalid if an association that a client sent is not as the schema
   *     demands
   */
  public void requireAssociation(JsonNode sent) {
    require(resourceTypes, "resource_type_association", sent);
  }

  private static void require(SchemaValidator validator, String name, JsonNode sent) {
    Optional<Violation> violation = validator.check(sent);
    if (violation.isPresent()) {
      throw new GlanceException.Invalid(
          "Provided object does not match schema '%s': %s".formatted(name, violation.get().text()));
    }
  }

  /** The schema of one namespace. Not to be changed, as all that follow. */
  public JsonNode namespace() {
    return namespace;
  }

  public JsonNode namespaces() {
    return list("namespaces", namespace);
  }

  public JsonNode object() {
    return object;
  }

  public JsonNode objects() {
    return list("objects", object);
  }

  public JsonNode property() {
    return property;
  }

  /** Of a map from names to properties, which do not have to repeat their names. */
  public JsonNode properties() {
    ObjectNode item = property.deepCopy();
    PROPERTY_IN_A_MAP.forEach(item.putArray("required")::add);
    return collection("properties", "object", "additionalProperties", item);
  }

  public JsonNode tag() {
    return tag;
  }

  public JsonNode tags() {
    return list("tags", tag);
  }

  public JsonNode resourceType() {
    return resourceType;
  }

  public JsonNode resourceTypes() {
    return list("resource_type_associations", resourceType);
  }

  private JsonNode list(String name, ObjectNode item) {
    return collection(name, "array", "items", item.deepCopy());
  }

  private JsonNode collection(String name, String type, String keyword, ObjectNode item) {
    @Nullable JsonNode definitions = item.remove("definitions");
    ObjectNode schema = json.createObjectNode().put("name", name);
    ObjectNode fields = schema.putObject("properties");
    fields.putObject(name).put("type", type).set(keyword, item);
    List.of("first", "next", "schema").forEach(one -> fields.putObject(one).put("type", "string"));
    var links = schema.putArray("links");
    links.addObject().put("rel", "first").put("href", "{first}");
    links.addObject().put("rel", "next").put("href", "{next}");
    links.addObject().put("rel", "describedby").put("href", "{schema}");
    if (definitions != null) {
      schema.set("definitions", definitions);
    }
    return schema;
  }
}
