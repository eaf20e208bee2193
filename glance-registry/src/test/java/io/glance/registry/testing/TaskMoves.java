package io.glance.registry.testing;

import io.glance.common.task.Task;
import io.glance.registry.db.Transactions;
import io.glance.registry.task.TaskRows;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What features of the registry do with their tasks, each move in a transaction of its own. */
public final class TaskMoves {
  private final TaskRows rows;
  private final Transactions transactions;

  TaskMoves(TaskRows rows, Transactions transactions) {
    this.rows = rows;
    this.transactions = transactions;
  }

  public Task start(String id) {
    return transactions.run(() -> rows.start(id));
  }

  public Task progress(String id, String message) {
    return transactions.run(() -> rows.progress(id, message));
  }

  /**
   * @param hours that the task is kept
   */
  public Task succeed(String id, @Nullable Map<String, @Nullable Object> result, int hours) {
    return transactions.run(() -> rows.succeed(id, result, Duration.ofHours(hours)));
  }
}
