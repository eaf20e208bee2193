package io.glance.api.schema;

import io.glance.common.error.GlanceException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The definition of a property as it is kept and shown: known members only, in one order, each as a
 * value of one type. A default is kept as a text, whatever it was; whole numbers lose their
 * fraction.
 *
 * <p>Source: glance/api/v2/model/metadef_property_type.py; wsme/rest/json.py.
 */
public final class PropertyType {
  private enum Kind {
    TEXT,
    TEXTS,
    DEFAULT,
    FLAG,
    NUMBER,
    ITEMS
  }

  private record Member(String name, Kind kind) {}

  private static final List<Member> MEMBERS =
      List.of(
          new Member("name", Kind.TEXT),
          new Member("type", Kind.TEXT),
          new Member("title", Kind.TEXT),
          new Member("description", Kind.TEXT),
          new Member("operators", Kind.TEXTS),
          new Member("default", Kind.DEFAULT),
          new Member("readonly", Kind.FLAG),
          new Member("minimum", Kind.NUMBER),
          new Member("maximum", Kind.NUMBER),
          new Member("enum", Kind.TEXTS),
          new Member("pattern", Kind.TEXT),
          new Member("minLength", Kind.NUMBER),
          new Member("maxLength", Kind.NUMBER),
          new Member("confidential", Kind.FLAG),
          new Member("items", Kind.ITEMS),
          new Member("uniqueItems", Kind.FLAG),
          new Member("minItems", Kind.NUMBER),
          new Member("maxItems", Kind.NUMBER),
          new Member("additionalItems", Kind.FLAG));

  private static final List<Member> MEMBERS_OF_ITEMS =
      List.of(new Member("type", Kind.TEXT), new Member("enum", Kind.TEXTS));

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Columns of MySQL take no characters of four bytes. */
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private PropertyType() {}

  /**
   * What a client sent, after the schema was checked.
   *
   * @throws GlanceException.Invalid if something in it has no place in a definition
   */
  public static ObjectNode ofRequest(JsonNode sent) {
    return ofRequest(sent, MEMBERS);
  }

  private static ObjectNode ofRequest(JsonNode sent, List<Member> members) {
    TreeSet<String> unknown = new TreeSet<>(sent.propertyNames());
    members.forEach(member -> unknown.remove(member.name));
    if (!unknown.isEmpty()) {
      throw new GlanceException.Invalid(
          "A property cannot have '%s'.".formatted(String.join("', '", unknown)));
    }
    if (!sent.has("type")) {
      throw new GlanceException.Invalid("'type' is missing in a property or its items.");
    }
    ObjectNode result = NODES.objectNode();
    for (Member member : members) {
      if (sent.has(member.name)) {
        JsonNode value = sent.get(member.name);
        result.set(
            member.name, converted(value, member.kind, true).orElseThrow(() -> wrong(member.name)));
      }
    }
    return result;
  }

  /** What the database has, from a client or from a file; whatever is odd is shown as it is. */
  public static ObjectNode ofStored(JsonNode stored) {
    ObjectNode result = NODES.objectNode();
    for (Member member : MEMBERS) {
      if (stored.has(member.name)) {
        JsonNode value = stored.get(member.name);
        result.set(member.name, converted(value, member.kind, false).orElse(value));
      }
    }
    return result;
  }

  /** The JSON text of a definition, or of a map of them, as the database keeps it. */
  public static String text(JsonNode definitions) {
    return ASCII.writeValueAsString(definitions);
  }

  /** What {@link #text} wrote, or an empty object if it is no JSON object. */
  public static ObjectNode parse(String text) {
    try {
      return ASCII.readTree(text) instanceof ObjectNode object ? object : NODES.objectNode();
    } catch (JacksonException _) {
      return NODES.objectNode();
    }
  }

  private static Optional<JsonNode> converted(JsonNode value, Kind kind, boolean strict) {
    if (value.isNull()) {
      return Optional.of(value);
    }
    return switch (kind) {
      case TEXT -> Optional.of(value).filter(JsonNode::isString);
      case TEXTS -> Optional.of(value).filter(PropertyType::areTexts);
      case DEFAULT -> Optional.of(defaultValue(value, strict));
      case FLAG -> Optional.of(value).filter(JsonNode::isBoolean);
      case NUMBER -> wholeNumber(value);
      case ITEMS ->
          strict
              ? Optional.of(ofRequest(value, MEMBERS_OF_ITEMS))
              : Optional.of(value).filter(JsonNode::isObject);
    };
  }

  private static boolean areTexts(JsonNode value) {
    return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
  }

  /** Neither lists nor objects can be defaults, which nobody is told. */
  private static JsonNode defaultValue(JsonNode value, boolean strict) {
    if (value.isContainer()) {
      return NODES.nullNode();
    }
    String text = value.isString() ? value.stringValue() : PythonNotation.of(value);
    if (strict && !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      throw new GlanceException.Invalid(
          "Error decoding your request. Either the URL or the request body contained characters"
              + " that could not be decoded by Glance");
    }
    return NODES.stringNode(text);
  }

  private static Optional<JsonNode> wholeNumber(JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(PythonNotation.floatOf(value))) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(value.asString());
    return Optional.of(NODES.numberNode(number.toBigInteger()));
  }

  private static GlanceException wrong(String member) {
    return new GlanceException.Invalid(
        "'%s' of a property is of the wrong type.".formatted(member));
  }

  /** Definitions by name, each as {@link #ofStored} shows it. */
  public static Map<String, ObjectNode> allOfStored(String text) {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    parse(text).forEachEntry((name, definition) -> all.put(name, ofStored(definition)));
    return all;
  }
}
