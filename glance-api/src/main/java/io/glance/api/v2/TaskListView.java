package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.task.TaskSummary;
import io.glance.common.time.OpenStackTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of tasks with the addresses of other pages.
 *
 * <p>Source: glance/api/v2/tasks.py, ResponseSerializer.index.
 *
 * @param next absent on the last page
 */
@JsonPropertyOrder({"tasks", "first", "schema", "next"})
record TaskListView(
    List<Stub> tasks,
    String first,
    String schema,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

  TaskListView {
    tasks = List.copyOf(tasks);
  }

  static TaskListView of(List<TaskSummary> page, String first, @Nullable String next) {
    return new TaskListView(page.stream().map(Stub::of).toList(), first, "/v2/schemas/tasks", next);
  }

  /** What a list says of a task. */
  @JsonPropertyOrder({
    "id",
    "type",
    "status",
    "owner",
    "created_at",
    "updated_at",
    "self",
    "schema",
    "expires_at"
  })
  record Stub(
      String id,
      String type,
      String status,
      String owner,
      @JsonProperty("created_at") String createdAt,
      @JsonProperty("updated_at") String updatedAt,
      String self,
      String schema,
      @JsonProperty("expires_at") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String expiresAt) {

    static Stub of(TaskSummary task) {
      return new Stub(
          task.id(),
          task.type().wireName(),
          task.status().wireName(),
          TaskOwner.text(task.owner()),
          OpenStackTime.format(task.createdAt()),
          OpenStackTime.format(task.updatedAt()),
          TaskView.path(task.id()),
          TaskView.SCHEMA,
          TaskView.timeIfAny(task.expiresAt()));
    }
  }
}
