package io.glance.registry.image;

import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list and where a page of it starts. Both databases take NULL for less than any
 * value, and so does {@link #after}: unlike the original's, which loses rows around a NULL, its
 * pages never lose or repeat a row.
 */
final class SortOrder {
  private static final SqlCondition NOTHING = SqlCondition.of("1 = 0");

  private final List<SortKey> keys;

  /**
   * @param keys made total by the id if they are not
   */
  SortOrder(List<SortKey> keys) {
    List<SortKey> total = new ArrayList<>();
    for (SortKey key : keys) {
      boolean repeated = total.stream().anyMatch(earlier -> earlier.field() == key.field());
      if (!repeated) {
        total.add(key);
      }
    }
    if (total.stream().noneMatch(key -> key.field() == ImageField.ID)) {
      total.add(new SortKey(ImageField.ID, total.isEmpty() || total.getLast().ascending()));
    }
    this.keys = List.copyOf(total);
  }

  /** The columns in their order. */
  String columns() {
    StringJoiner columns = new StringJoiner(", ");
    keys.forEach(key -> columns.add(ImageColumn.of(key.field()).sql()));
    return columns.toString();
  }

  int size() {
    return keys.size();
  }

  List<ImageField> fields() {
    return keys.stream().map(SortKey::field).toList();
  }

  String orderBy() {
    StringJoiner order = new StringJoiner(", ");
    for (SortKey key : keys) {
      order.add(ImageColumn.of(key.field()).sql() + (key.ascending() ? " ASC" : " DESC"));
    }
    return order.toString();
  }

  /**
   * What comes after a row: {@code a > 1 OR (a = 1 AND (b > 2 OR (b = 2 AND …)))}.
   *
   * @param row the values of {@link #columns} in that row
   */
  SqlCondition after(List<@Nullable Object> row) {
    int last = keys.size() - 1;
    SqlCondition rest =
        beyond(ImageColumn.of(keys.get(last).field()), row.get(last), keys.get(last).ascending());
    for (int i = last - 1; i >= 0; i--) {
      rest = after(keys.get(i), row.get(i), rest);
    }
    return rest;
  }

  private static SqlCondition after(SortKey key, @Nullable Object value, SqlCondition rest) {
    ImageColumn column = ImageColumn.of(key.field());
    SqlCondition beyond = beyond(column, value, key.ascending());
    String same = column.sql() + (value == null ? " IS NULL" : " = ?");
    List<Object> parameters = new ArrayList<>(beyond.parameters());
    if (value != null) {
      parameters.add(value);
    }
    parameters.addAll(rest.parameters());
    return new SqlCondition(
        "(" + beyond.sql() + " OR (" + same + " AND " + rest.sql() + "))", parameters);
  }

  private static SqlCondition beyond(
      ImageColumn column, @Nullable Object value, boolean ascending) {
    if (value == null) {
      return ascending ? SqlCondition.of(column.sql() + " IS NOT NULL") : NOTHING;
    }
    if (ascending) {
      return new SqlCondition(column.sql() + " > ?", List.of(value));
    }
    return column.nullable()
        ? new SqlCondition(
            "(" + column.sql() + " < ? OR " + column.sql() + " IS NULL)", List.of(value))
        : new SqlCondition(column.sql() + " < ?", List.of(value));
  }
}
