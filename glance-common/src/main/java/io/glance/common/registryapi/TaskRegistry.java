package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.task.Task;
import io.glance.common.task.TaskSummary;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Tasks and how far they are.
 *
 * <p>Administrators see all tasks, others those of their project. One that the caller may not see
 * is {@link GlanceException.NotFound}, worded {@code Could not find task <id>}, in every call but
 * {@link #list}. The other moves of a task go with what it is about: see the registries of imports.
 */
@HttpExchange("/tasks")
public interface TaskRegistry {

  /**
   * @throws GlanceException.Duplicate if the id is in use
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PostExchange
  Task create(@RequestBody NewTask task, RequestContext caller);

  /** Administrators also get what was forgotten already. */
  @GetExchange("/{id}")
  Task get(@PathVariable String id, RequestContext caller);

  /**
   * Finds a page. Tasks of the caller's project that have expired are forgotten before.
   *
   * @throws GlanceException.Invalid if the marker is unknown
   * @throws GlanceException.Forbidden if the marker is a task that the caller may not see
   */
  @PostExchange("/search")
  List<TaskSummary> list(@RequestBody TaskQuery query, RequestContext caller);

  /**
   * The tasks of an image, the oldest first. Tasks of the caller's project that have expired are
   * forgotten before.
   */
  @GetExchange
  List<Task> ofImage(@RequestParam String imageId, RequestContext caller);

  /**
   * From {@code pending} or {@code processing} to {@code failure}.
   *
   * @throws GlanceException.Conflict if it is over, worded {@code Status transition from <status>
   *     to failure is not allowed}
   */
  @PostExchange("/{id}/fail")
  Task fail(@PathVariable String id, @RequestBody Failure failure, RequestContext caller);

  /**
   * @param message cut if it is too long to be kept
   * @param hoursKept how long the task is kept after this
   */
  record Failure(String message, int hoursKept) {}
}
