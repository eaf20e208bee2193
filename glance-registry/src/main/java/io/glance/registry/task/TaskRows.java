package io.glance.registry.task;

import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.NewTask;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of tasks for those who write. Every method is part of its caller's transaction and asks
 * nobody whether the task may be seen.
 *
 * <p>A move locks the row and is refused with {@link GlanceException.Conflict} if the task does not
 * stand where the move starts. A task that does not exist is {@link GlanceException.NotFound},
 * worded {@code Could not find task <id>}.
 *
 * <p>Source: glance/domain/__init__.py, Task.
 */
public final class TaskRows {
  private final EntityManager entities;
  private final TaskReader reader;
  private final Clock clock;

  TaskRows(EntityManager entities, TaskReader reader, Clock clock) {
    this.entities = entities;
    this.reader = reader;
    this.clock = clock;
  }

  /** Whole seconds, which is what the database keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Writes a pending task down.
   *
   * @throws GlanceException.Invalid if something does not fit its column
   */
  public Task insert(NewTask task) {
    TaskText.check("The id of a task", task.id(), TaskText.ID);
    TaskText.check("The owner of a task", task.owner(), TaskText.OWNER);
    TaskText.check("The id of a task's image", task.imageId(), TaskText.ID);
    TaskText.check("The id of a task's request", task.requestId(), TaskText.NAME);
    TaskText.check("The user of a task", task.userId(), TaskText.NAME);
    TaskEntity row = TaskEntity.of(task, now());
    TaskInfoEntity info = TaskInfoEntity.of(task.id());
    info.input = TaskText.checkJson("The input of a task", TaskJson.write(task.input()));
    info.message = "";
    entities.persist(row);
    entities.flush();
    entities.persist(info);
    return row.toTask(info);
  }

  /** The task, also one that was forgotten. */
  public Optional<Task> find(String id) {
    entities.flush();
    return reader.find(id);
  }

  /** Locks the task until the transaction ends. */
  public Optional<Task> lock(String id) {
    return findAndLock(id).map(row -> row.toTask(info(row)));
  }

  /** From {@code pending} to {@code processing}. */
  public Task start(String id) {
    TaskEntity row = move(id, TaskStatus.PROCESSING, now());
    return row.toTask(info(row));
  }

  /**
   * From {@code processing} to {@code success}.
   *
   * @param result a JSON object
   * @param kept how long the task is kept from now on
   */
  public Task succeed(String id, @Nullable Map<String, @Nullable Object> result, Duration kept) {
    Instant now = now();
    TaskEntity row = move(id, TaskStatus.SUCCESS, now);
    TaskInfoEntity info = info(row);
    info.result =
        result == null ? null : TaskText.checkJson("The result of a task", TaskJson.write(result));
    row.expiresAt = now.plus(kept);
    return row.toTask(info);
  }

  /**
   * From {@code pending} or {@code processing} to {@code failure}.
   *
   * @param message cut if it is too long to be kept
   * @param kept how long the task is kept from now on
   */
  public Task fail(String id, String message, Duration kept) {
    Instant now = now();
    TaskEntity row = move(id, TaskStatus.FAILURE, now);
    TaskInfoEntity info = info(row);
    info.message = TaskText.fitting(message);
    row.expiresAt = now.plus(kept);
    return row.toTask(info);
  }

  /** From {@code pending} to {@code processing}; a task that was asked to before stays as it is. */
  public void startUnlessStarted(String id) {
    if (lock(id).filter(task -> task.status() == TaskStatus.PENDING).isPresent()) {
      start(id);
    }
  }

  /** As {@link #fail}; a task that is over, or gone, stays as it is. */
  public void failUnlessOver(String id, String message, Duration kept) {
    if (lock(id).filter(task -> task.status().canMoveTo(TaskStatus.FAILURE)).isPresent()) {
      fail(id, message, kept);
    }
  }

  /**
   * A sign of life.
   *
   * @param message cut if it is too long to be kept
   * @throws GlanceException.Conflict if the task is not {@code processing} any more: whoever runs
   *     it must stop
   */
  public Task progress(String id, String message) {
    TaskEntity row = locked(id);
    if (row.status() != TaskStatus.PROCESSING) {
      throw new GlanceException.Conflict("Task was aborted externally");
    }
    TaskInfoEntity info = info(row);
    info.message = TaskText.fitting(message);
    row.updatedAt = now();
    return row.toTask(info);
  }

  private TaskEntity move(String id, TaskStatus to, Instant now) {
    TaskEntity row = locked(id);
    if (!row.status().canMoveTo(to)) {
      throw new GlanceException.Conflict(
          "Status transition from %s to %s is not allowed".formatted(row.status, to.wireName()));
    }
    row.status = to.wireName();
    row.updatedAt = now;
    return row;
  }

  private TaskEntity locked(String id) {
    return findAndLock(id).orElseThrow(() -> notFound(id));
  }

  /** Asks the database once in a transaction: what is locked does not change any more. */
  private Optional<TaskEntity> findAndLock(String id) {
    return Optional.ofNullable(entities.find(TaskEntity.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** A database of the original's may have tasks without one. */
  private TaskInfoEntity info(TaskEntity row) {
    @Nullable TaskInfoEntity info = entities.find(TaskInfoEntity.class, row.id);
    if (info == null) {
      info = TaskInfoEntity.of(row.id);
      entities.persist(info);
    }
    return info;
  }

  static GlanceException.NotFound notFound(String id) {
    return new GlanceException.NotFound("Could not find task " + id);
  }
}
