package io.glance.api.schema;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One thing wrong with a value.
 *
 * @param message what, in a sentence
 * @param keyword of the schema that was violated
 * @param at where in the value: names and, in arrays, numbers
 * @param schemaPath where in the schema the keyword stands
 * @param value the part of the value that is wrong
 * @param schema the part of the schema that it violates
 */
record Violation(
    String message,
    String keyword,
    List<Object> at,
    List<Object> schemaPath,
    JsonNode value,
    JsonNode schema) {

  /**
   * The one to tell comes last: nearest to the top, then the last by name, then one of the wrong
   * type.
   *
   * <p>Source: jsonschema/exceptions.py, by_relevance.
   */
  static final Comparator<Violation> BY_RELEVANCE =
      Comparator.<Violation>comparingInt(one -> -one.at.size())
          .thenComparing(Violation::at, Violation::comparePaths)
          .thenComparing(one -> !SchemaTypes.matchesDeclared(one.value, one.schema));

  private static final int WIDTH = 72;
  private static final String MARGIN = "    ";

  Violation {
    at = List.copyOf(at);
    schemaPath = List.copyOf(schemaPath);
  }

  /** The whole text, several lines long, as python-jsonschema prints it. */
  String text() {
    return "%s\n\nFailed validating %s in schema%s:\n%s\n\nOn instance%s:\n%s"
        .formatted(
            message,
            PythonNotation.text(keyword),
            path(schemaPath),
            pretty(schema),
            path(at),
            pretty(value));
  }

  private static String path(List<Object> steps) {
    StringBuilder path = new StringBuilder();
    for (Object step : steps) {
      String shown = step instanceof String name ? PythonNotation.text(name) : step.toString();
      path.append('[').append(shown).append(']');
    }
    return path.toString();
  }

  private static String pretty(JsonNode value) {
    return PythonPretty.of(value, WIDTH).indent(MARGIN.length()).stripTrailing();
  }

  private static int comparePaths(List<Object> one, List<Object> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = compareSteps(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareSteps(Object one, Object other) {
    if (one instanceof Integer number && other instanceof Integer otherNumber) {
      return number.compareTo(otherNumber);
    }
    return one.toString().compareTo(other.toString());
  }
}
