package io.glance.registry.task;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.TaskField;
import io.glance.common.registryapi.TaskQuery;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import io.glance.common.task.TaskSummary;
import io.glance.common.task.TaskType;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads tasks, each call in one statement, a page after a marker in two.
 *
 * <p>Source: glance/db/sqlalchemy/api.py, _task_get, _task_get_all, _tasks_get_by_image.
 */
final class TaskReader {
  /** Whoever imports again and again would fill the memory of those who ask otherwise. */
  private static final int MOST_OF_AN_IMAGE = 1000;

  private static final String SUMMARY =
      "t.id, t.type, t.status, t.owner, CAST(t.created_at AS CHAR), CAST(t.updated_at AS CHAR),"
          + " CAST(t.expires_at AS CHAR)";
  private static final String ALL =
      SUMMARY
          + ", CAST(t.deleted_at AS CHAR), t.image_id, t.request_id, t.user_id,"
          + " i.input, i.result, i.message";
  private static final String FROM = " FROM tasks t LEFT JOIN task_info i ON i.task_id = t.id";

  private final Queries queries;

  TaskReader(Queries queries) {
    this.queries = queries;
  }

  /**
   * @throws GlanceException.NotFound if the caller sees no such task
   */
  Task get(String id, RequestContext caller) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(id);
    String visible = visible(caller, parameters);
    return first(" WHERE t.id = ?" + live(caller) + visible, parameters)
        .orElseThrow(() -> TaskRows.notFound(id));
  }

  /** The task, whoever owns it, also one that was forgotten. */
  Optional<Task> find(String id) {
    return first(" WHERE t.id = ?", List.of(id));
  }

  private Optional<Task> first(String where, List<Object> parameters) {
    return queries.read(
        "SELECT " + ALL + FROM + where,
        parameters,
        rows -> rows.next() ? Optional.of(task(rows)) : Optional.empty());
  }

  /** Those that the caller sees and that have not expired, the oldest first. */
  List<Task> ofImage(String imageId, RequestContext caller, Instant now) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(imageId);
    parameters.add(DatabaseTime.write(now));
    String visible = visible(caller, parameters);
    return queries.read(
        "SELECT "
            + ALL
            + FROM
            + " WHERE t.image_id = ? AND (t.expires_at IS NULL OR t.expires_at >= ?)"
            + live(caller)
            + visible
            + " ORDER BY t.created_at, t.id LIMIT "
            + MOST_OF_AN_IMAGE,
        parameters,
        rows -> {
          List<Task> found = new ArrayList<>();
          while (rows.next()) {
            found.add(task(rows));
          }
          return found;
        });
  }

  /** Ids of live tasks of a project that have expired, some of them. */
  List<String> expired(String owner, Instant now, int most) {
    return queries.read(
        "SELECT t.id FROM tasks t WHERE t.owner = ? AND t.deleted = 0 AND t.expires_at <= ? LIMIT ?",
        List.of(owner, DatabaseTime.write(now), most),
        rows -> {
          List<String> ids = new ArrayList<>();
          while (rows.next()) {
            ids.add(rows.getString(1));
          }
          return ids;
        });
  }

  /**
   * A page starts where its marker stands, never at an offset.
   *
   * @throws GlanceException.Invalid if the marker is unknown
   * @throws GlanceException.Forbidden if the caller may not see it
   */
  List<TaskSummary> list(TaskQuery query, RequestContext caller) {
    TaskOrder order = new TaskOrder(query.sort(), query.ascending());
    List<Object> parameters = new ArrayList<>();
    StringBuilder where = new StringBuilder(" WHERE t.deleted = 0");
    where.append(visible(caller, parameters));
    for (TaskQuery.Filter filter : query.filters()) {
      where.append(" AND ").append(condition(filter, parameters));
    }
    @Nullable String marker = query.marker();
    if (marker != null) {
      where.append(" AND ").append(order.after(valuesOf(marker, order, caller), parameters));
    }
    if (query.limit() <= 0) {
      return List.of();
    }
    parameters.add(query.limit());
    return queries.read(
        "SELECT " + SUMMARY + " FROM tasks t" + where + " ORDER BY " + order.orderBy() + " LIMIT ?",
        parameters,
        rows -> {
          List<TaskSummary> page = new ArrayList<>();
          while (rows.next()) {
            page.add(summary(rows));
          }
          return page;
        });
  }

  private static String condition(TaskQuery.Filter filter, List<Object> parameters) {
    Optional<String> value =
        switch (filter.field()) {
          case CREATED_AT, UPDATED_AT, EXPIRES_AT -> TaskTime.stored(filter.value());
          case ID, TYPE, STATUS, OWNER, IMAGE_ID, REQUEST_ID, USER_ID ->
              Optional.of(filter.value()).filter(TaskReader::canBeStored);
        };
    if (value.isEmpty()) {
      return "1 = 0";
    }
    parameters.add(value.get());
    return TaskOrder.column(filter.field()) + " = ?";
  }

  private static boolean canBeStored(String value) {
    return value.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  private List<@Nullable String> valuesOf(String marker, TaskOrder order, RequestContext caller) {
    List<TaskField> fields = order.fields();
    Optional<List<@Nullable String>> found =
        queries.read(
            "SELECT t.owner, " + order.columns() + " FROM tasks t WHERE t.id = ?" + live(caller),
            List.of(marker),
            rows -> {
              if (!rows.next()) {
                return Optional.<List<@Nullable String>>empty();
              }
              requireVisible(marker, rows.getString(1), caller);
              List<@Nullable String> values = new ArrayList<>();
              for (int i = 0; i < fields.size(); i++) {
                values.add(rows.getString(i + 2));
              }
              return Optional.of(values);
            });
    return found.orElseThrow(() ->
        new GlanceException.Invalid("Task with the given id %s was not found".formatted(marker)));
  }

  private static void requireVisible(String marker, String owner, RequestContext caller) {
    if (!sees(caller, owner)) {
      throw new GlanceException.Forbidden(
          "Forbidding request, task %s is not visible".formatted(marker));
    }
  }

  /** Unlike the original's, a list for somebody without project has no task of anybody. */
  static boolean sees(RequestContext caller, @Nullable String owner) {
    @Nullable String project = caller.projectId();
    return caller.admin() || (project != null && !project.isEmpty() && project.equals(owner));
  }

  private static String visible(RequestContext caller, List<Object> parameters) {
    if (caller.admin()) {
      return "";
    }
    @Nullable String project = caller.projectId();
    if (project == null || project.isEmpty()) {
      return " AND 1 = 0";
    }
    parameters.add(project);
    return " AND t.owner = ?";
  }

  /** Source: glance/context.py, can_see_deleted. */
  private static String live(RequestContext caller) {
    return caller.admin() ? "" : " AND t.deleted = 0";
  }

  private static TaskSummary summary(ResultSet rows) throws SQLException {
    Instant created = DatabaseTime.read(rows.getString(5));
    String owner = rows.getString(4);
    return new TaskSummary(
        rows.getString(1),
        TaskType.of(rows.getString(2)),
        TaskStatus.of(rows.getString(3)),
        owner.isEmpty() ? null : owner,
        created,
        Objects.requireNonNullElse(time(rows, 6), created),
        time(rows, 7));
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private static Task task(ResultSet rows) throws SQLException {
    TaskSummary summary = summary(rows);
    return new Task(
        summary.id(),
        summary.type(),
        summary.status(),
        summary.owner(),
        TaskJson.read(rows.getString(12)),
        TaskJson.readIfAny(rows.getString(13)),
        Objects.requireNonNullElse(rows.getString(14), ""),
        summary.createdAt(),
        summary.updatedAt(),
        summary.expiresAt(),
        time(rows, 8),
        rows.getString(9),
        rows.getString(10),
        rows.getString(11));
  }

  private static @Nullable Instant time(ResultSet rows, int column) throws SQLException {
    @Nullable String text = rows.getString(column);
    return text == null ? null : DatabaseTime.read(text);
  }
}
