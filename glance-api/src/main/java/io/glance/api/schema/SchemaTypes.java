package io.glance.api.schema;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The types of JSON Schema: 1.0 is an integer, and a boolean is no number. */
final class SchemaTypes {
  static final Set<String> NAMES =
      Set.of("null", "boolean", "integer", "number", "string", "array", "object");

  private SchemaTypes() {}

  static boolean matches(JsonNode value, String type) {
    return switch (type) {
      case "null" -> value.isNull();
      case "boolean" -> value.isBoolean();
      case "integer" -> isInteger(value);
      case "number" -> value.isNumber();
      case "string" -> value.isString();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> false;
    };
  }

  /** Whether the value has one of the types that the schema's {@code type} names. */
  static boolean matchesDeclared(JsonNode value, JsonNode schema) {
    JsonNode declared = schema.path("type");
    if (declared.isString()) {
      return matches(value, declared.stringValue());
    }
    for (JsonNode type : declared) {
      if (matches(value, type.stringValue())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInteger(JsonNode value) {
    if (!value.isNumber() || value.isIntegralNumber()) {
      return value.isNumber();
    }
    double number = PythonNotation.floatOf(value);
    return Double.isFinite(number) && number == Math.rint(number);
  }
}
