package io.glance.registry.task;

import io.glance.common.context.RequestContext;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.TaskQuery;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.task.Task;
import io.glance.common.task.TaskSummary;
import io.glance.registry.db.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TasksController implements TaskRegistry {
  private static final int FORGOTTEN_AT_ONCE = 500;

  private final TaskRows rows;
  private final TaskRepository tasks;
  private final TaskReader reader;
  private final Transactions transactions;

  TasksController(
      TaskRows rows, TaskRepository tasks, TaskReader reader, Transactions transactions) {
    this.rows = rows;
    this.tasks = tasks;
    this.reader = reader;
    this.transactions = transactions;
  }

  @Override
  public Task create(NewTask task, RequestContext caller) {
    return transactions.run(() -> rows.insert(task));
  }

  @Override
  public Task get(String id, RequestContext caller) {
    return reader.get(id, caller);
  }

  @Override
  public List<TaskSummary> list(TaskQuery query, RequestContext caller) {
    forgetExpired(caller);
    return reader.list(query, caller);
  }

  @Override
  public List<Task> ofImage(String imageId, RequestContext caller) {
    forgetExpired(caller);
    return reader.ofImage(imageId, caller, rows.now());
  }

  /** Rows are found before they are locked: nobody who runs a task waits for a list. */
  private void forgetExpired(RequestContext caller) {
    String owner = Objects.requireNonNullElse(caller.projectId(), "");
    Instant now = rows.now();
    List<String> expired = reader.expired(owner, now, FORGOTTEN_AT_ONCE);
    while (!expired.isEmpty()) {
      List<String> some = expired;
      transactions.run(() -> tasks.forget(some, now));
      expired = reader.expired(owner, now, FORGOTTEN_AT_ONCE);
    }
  }

  @Override
  public Task fail(String id, Failure failure, RequestContext caller) {
    Duration kept = Duration.ofHours(failure.hoursKept());
    return transactions.run(() -> {
      boolean visible =
          rows.lock(id).filter(task -> TaskReader.sees(caller, task.owner())).isPresent();
      if (!visible) {
        throw TaskRows.notFound(id);
      }
      return rows.fail(id, failure.message(), kept);
    });
  }
}
