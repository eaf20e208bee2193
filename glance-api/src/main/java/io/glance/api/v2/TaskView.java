package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.task.Task;
import io.glance.common.time.OpenStackTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as clients read it.
 *
 * <p>Source: glance/api/v2/tasks.py, ResponseSerializer._format_task.
 */
@JsonPropertyOrder({
  "id",
  "input",
  "type",
  "status",
  "owner",
  "message",
  "result",
  "created_at",
  "updated_at",
  "self",
  "schema",
  "image_id",
  "request_id",
  "user_id",
  "expires_at"
})
record TaskView(
    String id,
    Map<String, @Nullable Object> input,
    String type,
    String status,
    String owner,
    String message,
    @Nullable Map<String, @Nullable Object> result,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("updated_at") String updatedAt,
    String self,
    String schema,
    @JsonProperty("image_id") @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String imageId,
    @JsonProperty("request_id") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Nullable String requestId,
    @JsonProperty("user_id") @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String userId,
    @JsonProperty("expires_at") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String expiresAt) {
  static final String SCHEMA = "/v2/schemas/task";

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  static TaskView of(Task task) {
    return new TaskView(
        task.id(),
        task.input(),
        task.type().wireName(),
        task.status().wireName(),
        TaskOwner.text(task.owner()),
        task.message(),
        task.result(),
        OpenStackTime.format(task.createdAt()),
        OpenStackTime.format(task.updatedAt()),
        path(task.id()),
        SCHEMA,
        task.imageId(),
        task.requestId(),
        task.userId(),
        timeIfAny(task.expiresAt()));
  }

  static String path(String id) {
    return "/v2/tasks/" + id;
  }

  static @Nullable String timeIfAny(@Nullable Instant time) {
    return time == null ? null : OpenStackTime.format(time);
  }
}
