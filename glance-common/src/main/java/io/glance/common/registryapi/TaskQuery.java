package io.glance.common.registryapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of tasks to find.
 *
 * @param limit tasks at most; 0 finds none
 * @param marker id of the task that the page starts after
 * @param sort tasks alike in it are sorted by creation and id, in the same direction
 * @param filters all of which a task meets
 */
public record TaskQuery(
    int limit, @Nullable String marker, TaskField sort, boolean ascending, List<Filter> filters) {

  public TaskQuery {
    filters = List.copyOf(filters);
  }

  /**
   * @param value what the field equals; a time in ISO 8601, always UTC
   */
  public record Filter(TaskField field, String value) {}
}
