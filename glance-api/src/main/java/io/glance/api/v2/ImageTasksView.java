package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.api.frontdoor.AsciiJson;
import io.glance.common.task.Task;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of an image. Unlike all other answers these are rows as the database has them: times
 * have microseconds and no zone, absent fields are null, and what is not ASCII is escaped.
 *
 * <p>Source: glance/db/sqlalchemy/api.py, _task_format; glance/common/wsgi.py,
 * JSONResponseSerializer.
 */
@AsciiJson
record ImageTasksView(List<Row> tasks) {

  ImageTasksView {
    tasks = List.copyOf(tasks);
  }

  static ImageTasksView of(List<Task> tasks) {
    return new ImageTasksView(tasks.stream().map(Row::of).toList());
  }

  @JsonPropertyOrder({
    "id",
    "type",
    "status",
    "owner",
    "expires_at",
    "created_at",
    "updated_at",
    "deleted_at",
    "deleted",
    "image_id",
    "request_id",
    "user_id",
    "input",
    "result",
    "message"
  })
  record Row(
      String id,
      String type,
      String status,
      String owner,
      @JsonProperty("expires_at") @Nullable String expiresAt,
      @JsonProperty("created_at") String createdAt,
      @JsonProperty("updated_at") String updatedAt,
      @JsonProperty("deleted_at") @Nullable String deletedAt,
      boolean deleted,
      @JsonProperty("image_id") @Nullable String imageId,
      @JsonProperty("request_id") @Nullable String requestId,
      @JsonProperty("user_id") @Nullable String userId,
      Map<String, @Nullable Object> input,
      @Nullable Map<String, @Nullable Object> result,
      String message) {
    private static final DateTimeFormatter MICROSECONDS =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
    static Row of(Task task) {
      return new Row(
          task.id(),
          task.type().wireName(),
          task.status().wireName(),
          TaskOwner.text(task.owner()),
          timeIfAny(task.expiresAt()),
          MICROSECONDS.format(task.createdAt()),
          MICROSECONDS.format(task.updatedAt()),
          timeIfAny(task.deletedAt()),
          task.deletedAt() != null,
          task.imageId(),
          task.requestId(),
          task.userId(),
          task.input(),
          task.result(),
          task.message());
    }

    private static @Nullable String timeIfAny(@Nullable Instant time) {
      return time == null ? null : MICROSECONDS.format(time);
    }
  }
}
