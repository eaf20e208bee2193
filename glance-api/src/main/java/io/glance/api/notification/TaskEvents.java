package io.glance.api.notification;

import io.glance.common.context.RequestContext;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What services say of tasks, after each of their moves. No method fails, and none asks the
 * registry unless somebody wants to know. Work without a task is nobody's news.
 */
public final class TaskEvents {
  private static final Logger log = LoggerFactory.getLogger(TaskEvents.class);

  private final Notifier notifier;
  private final TaskRegistry tasks;

  public TaskEvents(Notifier notifier, TaskRegistry tasks) {
    this.notifier = notifier;
    this.tasks = tasks;
  }

  public void created(Task task) {
    notifier.send(new TaskEvent(TaskEvent.CREATE, task));
  }

  public void created(@Nullable String taskId) {
    find(taskId).ifPresent(this::created);
  }

  public void processing(@Nullable String taskId) {
    find(taskId).ifPresent(task -> notifier.send(new TaskEvent(TaskEvent.PROCESSING, task)));
  }

  /** It has come to its end, and so has the run of it. */
  public void succeeded(@Nullable String taskId) {
    find(taskId)
        .ifPresent(task -> {
          notifier.send(new TaskEvent(TaskEvent.SUCCESS, task));
          notifier.send(new TaskEvent(TaskEvent.RUN, asItWas(task)));
        });
  }

  public void failed(@Nullable String taskId) {
    find(taskId).ifPresent(this::failed);
  }

  public void failed(Task task) {
    notifier.send(new TaskEvent(TaskEvent.FAILURE, task));
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private static Task asItWas(Task task) {
    return new Task(
        task.id(),
        task.type(),
        TaskStatus.PENDING,
        task.owner(),
        task.input(),
        null,
        "",
        task.createdAt(),
        task.createdAt(),
        null,
        null,
        task.imageId(),
        task.requestId(),
        task.userId());
  }

  private Optional<Task> find(@Nullable String taskId) {
    if (taskId == null || !notifier.isOn()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          tasks.get(taskId, RequestContext.administrator("req-" + UUID.randomUUID())));
    } catch (RuntimeException e) {
      log.warn("nobody is told of a move of task {}: {}", taskId, e.toString());
      return Optional.empty();
    }
  }
}
