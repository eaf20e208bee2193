package io.glance.api.schema;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which JSON Schema an operator may use for properties of images. */
final class SchemaKeywords {
  /** Keywords of JSON Schema that demand something we do not check. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "$ref",
          "$dynamicRef",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "contains",
          "minContains",
          "maxContains",
          "prefixItems",
          "patternProperties",
          "propertyNames",
          "minProperties",
          "maxProperties",
          "dependentRequired",
          "dependentSchemas",
          "dependencies",
          "unevaluatedItems",
          "unevaluatedProperties",
          "multipleOf");

  private static final Set<String> NUMERIC =
      Set.of(
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum");

  private SchemaKeywords() {}

  /** What is wrong with the definition of a property, or empty. */
  static Optional<String> problem(JsonNode definition) {
    if (!definition.isObject()) {
      return Optional.of("must be a JSON object");
    }
    for (String keyword : definition.propertyNames()) {
      if (UNSUPPORTED.contains(keyword)) {
        return Optional.of(
            "uses the JSON Schema keyword '" + keyword + "', which is not supported");
      }
    }
    return Stream.of(
            typeProblem(definition.path("type")),
            numberProblem(definition),
            patternProblem(definition.path("pattern")),
            nestedProblem(definition))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> numberProblem(JsonNode definition) {
    return NUMERIC.stream()
        .sorted()
        .filter(keyword -> definition.has(keyword) && !definition.get(keyword).isNumber())
        .findFirst()
        .map(keyword -> "needs a number for '" + keyword + "'");
  }

  private static Optional<String> patternProblem(JsonNode pattern) {
    if (pattern.isMissingNode()) {
      return Optional.empty();
    }
    if (!pattern.isString()) {
      return Optional.of("needs a text for 'pattern'");
    }
    try {
      Pattern.compile(pattern.stringValue(), Pattern.UNIX_LINES);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("has a pattern that is no regular expression: " + e.getDescription());
    }
  }

  private static Optional<String> typeProblem(JsonNode type) {
    if (type.isString() && !SchemaTypes.NAMES.contains(type.stringValue())) {
      return Optional.of("names the unknown type '" + type.stringValue() + "'");
    }
    for (JsonNode one : type) {
      if (!one.isString() || !SchemaTypes.NAMES.contains(one.stringValue())) {
        return Optional.of("names the unknown type " + PythonNotation.of(one));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> nestedProblem(JsonNode definition) {
    JsonNode items = definition.path("items");
    if (!items.isMissingNode()) {
      Optional<String> problem = problem(items);
      if (problem.isPresent()) {
        return problem;
      }
    }
    for (JsonNode member : definition.path("properties")) {
      Optional<String> problem = problem(member);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }
}
