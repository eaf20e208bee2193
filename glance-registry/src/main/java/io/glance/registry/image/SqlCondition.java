package io.glance.registry.image;

import java.util.List;

/**
 * Part of a WHERE clause.
 *
 * @param sql constant text; values are question marks
 * @param parameters of the question marks, in order
 */
record SqlCondition(String sql, List<Object> parameters) {
  SqlCondition {
    parameters = List.copyOf(parameters);
  }

  static SqlCondition of(String sql) {
    return new SqlCondition(sql, List.of());
  }
}
