package io.glance.registry.task;

import io.glance.common.registryapi.TaskField;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list and where a page of it starts. Both databases take NULL for less than any
 * value, and so does {@link #after}.
 */
final class TaskOrder {
  private final List<TaskField> fields;
  private final boolean ascending;

  TaskOrder(TaskField sort, boolean ascending) {
    fields = Stream.of(sort, TaskField.CREATED_AT, TaskField.ID).distinct().toList();
    this.ascending = ascending;
  }

  static String column(TaskField field) {
    return "t." + field.wireName();
  }

  List<TaskField> fields() {
    return fields;
  }

  /** The columns in their order. */
  String columns() {
    return fields.stream().map(TaskOrder::column).collect(Collectors.joining(", "));
  }

  String orderBy() {
    String direction = ascending ? " ASC" : " DESC";
    return fields.stream()
        .map(field -> column(field) + direction)
        .collect(Collectors.joining(", "));
  }

  /**
   * What comes after a row: {@code (a > 1 OR (a = 1 AND (b > 2 OR (b = 2 AND …))))}.
   *
   * @param row the values of {@link #columns} in that row
   * @param parameters get the values of the question marks
   */
  String after(List<@Nullable String> row, List<Object> parameters) {
    return after(0, row, parameters);
  }

  private String after(int index, List<@Nullable String> row, List<Object> parameters) {
    if (index == fields.size()) {
      return "1 = 0";
    }
    String column = column(fields.get(index));
    @Nullable String value = row.get(index);
    String beyond = beyond(column, value, parameters);
    String same = column + (value == null ? " IS NULL" : " = ?");
    if (value != null) {
      parameters.add(value);
    }
    return "(%s OR (%s AND %s))".formatted(beyond, same, after(index + 1, row, parameters));
  }

  private String beyond(String column, @Nullable String value, List<Object> parameters) {
    if (value == null) {
      return ascending ? column + " IS NOT NULL" : "1 = 0";
    }
    parameters.add(value);
    return ascending ? column + " > ?" : "(%s < ? OR %s IS NULL)".formatted(column, column);
  }
}
