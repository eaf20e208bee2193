package io.glance.registry.task;

import io.glance.common.registryapi.NewTask;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import io.glance.common.task.TaskType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code tasks}. */
@Entity
@Table(name = "tasks")
@DynamicUpdate
class TaskEntity {
  @Id String id = "";

  @Column(updatable = false)
  String type = "";

  String status = "";

  /** Empty if there is none: the column takes no NULL. */
  @Column(updatable = false)
  String owner = "";

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "created_at", updatable = false)
  Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at")
  @Nullable Instant updatedAt;

  @Column(name = "deleted_at")
  @Nullable Instant deletedAt;

  boolean deleted;

  @Column(name = "image_id", updatable = false)
  @Nullable String imageId;

  @Column(name = "request_id", updatable = false)
  @Nullable String requestId;

  @Column(name = "user_id", updatable = false)
  @Nullable String userId;

  static TaskEntity of(NewTask task, Instant now) {
    TaskEntity row = new TaskEntity();
    row.id = task.id();
    row.type = task.type().wireName();
    row.status = TaskStatus.PENDING.wireName();
    row.owner = Objects.requireNonNullElse(task.owner(), "");
    row.createdAt = now;
    row.updatedAt = now;
    row.imageId = task.imageId();
    row.requestId = task.requestId();
    row.userId = task.userId();
    return row;
  }

  TaskStatus status() {
    return TaskStatus.of(status);
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  Task toTask(TaskInfoEntity info) {
    return new Task(
        id,
        TaskType.of(type),
        status(),
        owner.isEmpty() ? null : owner,
        TaskJson.read(info.input),
        TaskJson.readIfAny(info.result),
        Objects.requireNonNullElse(info.message, ""),
        createdAt,
        Objects.requireNonNullElse(updatedAt, createdAt),
        expiresAt,
        deletedAt,
        imageId,
        requestId,
        userId);
  }

  @Override
  public String toString() {
    return "TaskEntity[" + id + "]";
  }
}
