package io.glance.api.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Checks values against one JSON schema, with python-jsonschema's words for what is wrong.
 *
 * <p>Knows the keywords of {@link SchemaKeywords}, which refuses a schema of the operator's with
 * others, and beside them {@code allOf} and {@code $ref} to the {@code definitions} of the schema.
 * Thread-safe.
 */
final class SchemaValidator {
  private final JsonNode schema;
  private final Map<String, Pattern> patterns;

  /**
   * @throws java.util.regex.PatternSyntaxException if a pattern of the schema is none
   */
  SchemaValidator(JsonNode schema) {
    this.schema = schema;
    Map<String, Pattern> compiled = new HashMap<>();
    compilePatterns(schema, compiled);
    patterns = Map.copyOf(compiled);
  }

  private static void compilePatterns(JsonNode node, Map<String, Pattern> compiled) {
    JsonNode pattern = node.path("pattern");
    if (pattern.isString()) {
      compiled.put(
          pattern.stringValue(), Pattern.compile(pattern.stringValue(), Pattern.UNIX_LINES));
    }
    node.forEach(child -> compilePatterns(child, compiled));
  }

  /** The violation that says most, if there is any. */
  Optional<Violation> check(JsonNode value) {
    List<Violation> found = new ArrayList<>();
    new Check(found).descend(new Place(value, schema, List.of(), List.of()));
    Violation best = null;
    for (Violation violation : found) {
      if (best == null || Violation.BY_RELEVANCE.compare(violation, best) > 0) {
        best = violation;
      }
    }
    return Optional.ofNullable(best);
  }

  /** A part of the value beside the part of the schema that it must obey. */
  private record Place(JsonNode value, JsonNode schema, List<Object> at, List<Object> schemaPath) {

    Place member(String name, JsonNode itsSchema, Object... schemaSteps) {
      return new Place(value.get(name), itsSchema, with(at, name), with(schemaPath, schemaSteps));
    }

    Place element(int index, JsonNode itsSchema) {
      return new Place(value.get(index), itsSchema, with(at, index), with(schemaPath, "items"));
    }

    /** The same value beside another part of the schema. */
    Place under(JsonNode other, Object... schemaSteps) {
      return new Place(value, other, at, with(schemaPath, schemaSteps));
    }

    Violation violation(String message, String keyword) {
      return new Violation(message, keyword, at, schemaPath, value, schema);
    }

    private static List<Object> with(List<Object> path, Object... steps) {
      return Stream.concat(path.stream(), Stream.of(steps)).toList();
    }
  }

  private final class Check {
    private final List<Violation> found;

    Check(List<Violation> found) {
      this.found = found;
    }

    void descend(Place place) {
      place.schema.forEachEntry((keyword, demand) -> check(place, keyword, demand));
    }

    private void check(Place place, String keyword, JsonNode demand) {
      switch (keyword) {
        case "type", "enum", "const" -> checkAny(place, keyword, demand);
        case "minLength", "maxLength", "pattern" -> checkText(place, keyword, demand);
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
            checkNumber(place, keyword, demand);
        case "items", "minItems", "maxItems", "uniqueItems" -> checkArray(place, keyword, demand);
        case "properties", "additionalProperties", "required" ->
            checkObject(place, keyword, demand);
        case "$ref" -> descend(place.under(definition(demand.stringValue())));
        case "allOf" -> {
          for (int i = 0; i < demand.size(); i++) {
            descend(place.under(demand.get(i), keyword, i));
          }
        }
        default -> {}
      }
    }

    private void checkAny(Place place, String keyword, JsonNode demand) {
      switch (keyword) {
        case "type" ->
            require(
                SchemaTypes.matchesDeclared(place.value, place.schema),
                place,
                keyword,
                () -> shown(place) + " is not of type " + typeNames(demand));
        case "enum" ->
            require(
                elements(demand).anyMatch(allowed -> same(allowed, place.value)),
                place,
                keyword,
                () -> shown(place) + " is not one of " + PythonNotation.of(demand));
        default ->
            require(
                same(demand, place.value),
                place,
                keyword,
                () -> PythonNotation.of(demand) + " was expected");
      }
    }

    private void checkText(Place place, String keyword, JsonNode demand) {
      if (!place.value.isString()) {
        return;
      }
      String text = place.value.stringValue();
      switch (keyword) {
        case "minLength" ->
            require(
                length(text) >= demand.longValue(), place, keyword, () -> tooShort(place, demand));
        case "maxLength" ->
            require(
                length(text) <= demand.longValue(), place, keyword, () -> tooLong(place, demand));
        default ->
            require(
                pattern(demand).matcher(text).find(),
                place,
                keyword,
                () -> shown(place) + " does not match " + PythonNotation.of(demand));
      }
    }

    private void checkNumber(Place place, String keyword, JsonNode demand) {
      if (!place.value.isNumber() || Double.isNaN(PythonNotation.floatOf(place.value))) {
        return;
      }
      int order = decimal(place.value).compareTo(decimal(demand));
      String limit = PythonNotation.of(demand);
      switch (keyword) {
        case "minimum" ->
            require(
                order >= 0,
                place,
                keyword,
                () -> shown(place) + " is less than the minimum of " + limit);
        case "maximum" ->
            require(
                order <= 0,
                place,
                keyword,
                () -> shown(place) + " is greater than the maximum of " + limit);
        case "exclusiveMinimum" ->
            require(
                order > 0,
                place,
                keyword,
                () -> shown(place) + " is less than or equal to the minimum of " + limit);
        default ->
            require(
                order < 0,
                place,
                keyword,
                () -> shown(place) + " is greater than or equal to the maximum of " + limit);
      }
    }

    private void checkArray(Place place, String keyword, JsonNode demand) {
      if (!place.value.isArray()) {
        return;
      }
      switch (keyword) {
        case "items" -> {
          for (int i = 0; i < place.value.size(); i++) {
            descend(place.element(i, demand));
          }
        }
        case "minItems" ->
            require(
                place.value.size() >= demand.longValue(),
                place,
                keyword,
                () -> tooShort(place, demand));
        case "maxItems" ->
            require(
                place.value.size() <= demand.longValue(),
                place,
                keyword,
                () -> tooLong(place, demand));
        default ->
            require(
                !demand.booleanValue()
                    || elements(place.value).distinct().count() == place.value.size(),
                place,
                keyword,
                () -> shown(place) + " has non-unique elements");
      }
    }

    private void checkObject(Place place, String keyword, JsonNode demand) {
      if (!place.value.isObject()) {
        return;
      }
      switch (keyword) {
        case "properties" ->
            demand.forEachEntry((name, schema) -> {
              if (place.value.has(name)) {
                descend(place.member(name, schema, keyword, name));
              }
            });
        case "additionalProperties" -> checkAdditional(place, demand);
        default ->
            elements(demand)
                .map(JsonNode::stringValue)
                .forEach(name ->
                    require(
                        place.value.has(name),
                        place,
                        keyword,
                        () -> PythonNotation.text(name) + " is a required property"));
      }
    }

    private void checkAdditional(Place place, JsonNode demand) {
      List<String> extras =
          place.value.propertyNames().stream()
              .filter(name -> !place.schema.path("properties").has(name))
              .toList();
      if (demand.isObject()) {
        extras.forEach(name -> descend(place.member(name, demand, "additionalProperties")));
        return;
      }
      String names = String.join(", ", extras.stream().sorted().map(PythonNotation::text).toList());
      String verb = extras.size() == 1 ? "was" : "were";
      require(
          extras.isEmpty() || demand.booleanValue(),
          place,
          "additionalProperties",
          () -> "Additional properties are not allowed (" + names + " " + verb + " unexpected)");
    }

    private void require(boolean fulfilled, Place place, String keyword, Supplier<String> message) {
      if (!fulfilled) {
        found.add(place.violation(message.get(), keyword));
      }
    }
  }

  /** What {@code #/definitions/<name>} leads to; the reference itself is no step of a path. */
  private JsonNode definition(String reference) {
    return schema.at(reference.substring(1));
  }

  private Pattern pattern(JsonNode demand) {
    return Objects.requireNonNull(patterns.get(demand.stringValue()));
  }

  private static String shown(Place place) {
    return PythonNotation.of(place.value);
  }

  private static String tooShort(Place place, JsonNode demand) {
    return shown(place) + (demand.longValue() == 1 ? " should be non-empty" : " is too short");
  }

  private static String tooLong(Place place, JsonNode demand) {
    return shown(place) + (demand.longValue() == 0 ? " is expected to be empty" : " is too long");
  }

  private static String typeNames(JsonNode demand) {
    if (demand.isString()) {
      return PythonNotation.of(demand);
    }
    return String.join(", ", elements(demand).map(PythonNotation::of).toList());
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      if (!isFinite(one) || !isFinite(other)) {
        return false;
      }
      return decimal(one).compareTo(decimal(other)) == 0;
    }
    return one.equals(other);
  }

  private static boolean isFinite(JsonNode number) {
    return number.isIntegralNumber() || Double.isFinite(PythonNotation.floatOf(number));
  }

  private static BigDecimal decimal(JsonNode number) {
    return number.isIntegralNumber()
        ? new BigDecimal(number.bigIntegerValue())
        : new BigDecimal(number.asString());
  }

  private static long length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
