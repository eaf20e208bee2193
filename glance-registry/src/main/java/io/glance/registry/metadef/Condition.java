package io.glance.registry.metadef;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Part of a WHERE clause.
 *
 * @param sql constant text; values are question marks
 * @param parameters of the question marks, in order
 */
record Condition(String sql, List<Object> parameters) {
  Condition {
    parameters = List.copyOf(parameters);
  }

  static Condition of(String sql, Object... parameters) {
    return new Condition(sql, List.of(parameters));
  }

  Condition and(Condition other) {
    List<Object> all = new ArrayList<>(parameters);
    all.addAll(other.parameters);
    return new Condition(sql + " AND " + other.sql, all);
  }

  /** {@code column IN (?, ?)}. */
  static Condition in(String column, List<?> values) {
    if (values.isEmpty()) {
      return of("1 = 0");
    }
    String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
    return new Condition(column + " IN (" + marks + ")", List.copyOf(values));
  }
}
