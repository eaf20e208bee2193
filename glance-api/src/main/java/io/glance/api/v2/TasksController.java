package io.glance.api.v2;

import io.glance.api.frontdoor.NoBody;
import io.glance.api.frontdoor.OnlyVerb;
import io.glance.api.frontdoor.RequestJson;
import io.glance.api.frontdoor.RequestUrl;
import io.glance.api.importing.TaskImports;
import io.glance.api.quota.LimitProperties;
import io.glance.api.schema.ImageSchema;
import io.glance.api.schema.TaskSchema;
import io.glance.api.task.TaskService;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.task.Task;
import io.glance.common.task.TaskSummary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Work in the background.
 *
 * <p>Source: glance/api/v2/tasks.py; glance/api/v2/images.py, get_task_info.
 */
@RestController
class TasksController {
  private final TaskService tasks;
  private final TaskImports imports;
  private final TaskSchema schema;
  private final ImageSchema images;
  private final LimitProperties limits;

  TasksController(
      TaskService tasks,
      TaskImports imports,
      TaskSchema schema,
      ImageSchema images,
      LimitProperties limits) {
    this.tasks = tasks;
    this.imports = imports;
    this.schema = schema;
    this.images = images;
    this.limits = limits;
  }

  @PostMapping("/v2/tasks")
  ResponseEntity<TaskView> create(HttpServletRequest request, RequestContext caller)
      throws IOException {
    tasks.requireAccess(caller);
    JsonNode body = RequestJson.read(request);
    Task task = imports.begin(NewTaskRequest.order(body, schema, images, caller), caller);
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(HttpHeaders.LOCATION, RequestUrl.absolute(request, TaskView.path(task.id())))
        .body(TaskView.of(task));
  }

  @GetMapping("/v2/tasks")
  TaskListView list(HttpServletRequest request, RequestContext caller) {
    tasks.requireAccess(caller);
    TaskListRequest wanted = TaskListRequest.of(request.getQueryString(), limits);
    List<TaskSummary> page = wanted.findsNothing() ? List.of() : tasks.list(wanted.query(), caller);
    boolean isFull = !page.isEmpty() && page.size() == wanted.query().limit();
    @Nullable String next = isFull ? wanted.next(page.getLast().id()) : null;
    return TaskListView.of(page, wanted.first(), next);
  }

  @GetMapping("/v2/tasks/{id}")
  TaskView show(@PathVariable String id, RequestContext caller) {
    return TaskView.of(tasks.get(id, caller));
  }

  /** Always refused, whether there is such a task or not. */
  @DeleteMapping("/v2/tasks/{id}")
  void delete(@PathVariable String id, HttpServletResponse response, RequestContext caller) {
    tasks.requireAccess(caller);
    response.setHeader(HttpHeaders.ALLOW, "GET");
    throw new GlanceException.MethodNotAllowed(
        "This operation is currently not permitted on Glance Tasks. They are auto deleted after"
            + " reaching the time based on their expires_at property.");
  }

  @NoBody
  @OnlyVerb
  @GetMapping("/v2/images/{id}/tasks")
  ImageTasksView ofImage(@PathVariable String id, RequestContext caller) {
    return ImageTasksView.of(tasks.ofImage(id, caller));
  }
}
