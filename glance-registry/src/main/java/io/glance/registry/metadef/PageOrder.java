package io.glance.registry.metadef;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list: a column, then the time of creation, then the id, all in one direction. Both
 * databases take NULL for less than any value, and so does {@link #after}.
 *
 * @param column one of the columns of the table
 */
record PageOrder(String column, boolean ascending) {

  /**
   * Where a page starts.
   *
   * @param value of the column in that row
   */
  record Place(@Nullable String value, String createdAt, long id) {}

  /** What a {@link Place} is read from. */
  String columns() {
    return column + ", created_at, id";
  }

  String orderBy() {
    String direction = ascending ? " ASC" : " DESC";
    return String.join(direction + ", ", List.of(column, "created_at", "id")) + direction;
  }

  /** What comes behind a row: {@code a > 1 OR (a = 1 AND (b > 2 OR (b = 2 AND c > 3)))}. */
  Condition after(Place place) {
    String beyond = ascending ? " > ?" : " < ?";
    Condition rest =
        Condition.of(
            "(created_at" + beyond + " OR (created_at = ? AND id" + beyond + "))",
            place.createdAt,
            place.createdAt,
            place.id);
    if (place.value == null) {
      String greater = ascending ? column + " IS NOT NULL OR " : "";
      return new Condition(
          "(" + greater + "(" + column + " IS NULL AND " + rest.sql() + "))", rest.parameters());
    }
    String less = ascending ? "" : " OR " + column + " IS NULL";
    Condition start =
        Condition.of(
            "(" + column + beyond + less + " OR (" + column + " = ?", place.value, place.value);
    Condition whole = start.and(rest);
    return new Condition(whole.sql() + "))", whole.parameters());
  }
}
