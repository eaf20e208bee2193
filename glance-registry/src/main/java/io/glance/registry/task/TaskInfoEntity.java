package io.glance.registry.task;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code task_info}: the long texts of a task. Input and result are JSON. */
@Entity
@Table(name = "task_info")
@DynamicUpdate
class TaskInfoEntity {
  @Id
  @Column(name = "task_id")
  String taskId = "";

  @Column(updatable = false)
  @Nullable String input;

  @Nullable String result;
  @Nullable String message;

  static TaskInfoEntity of(String taskId) {
    TaskInfoEntity row = new TaskInfoEntity();
    row.taskId = taskId;
    return row;
  }
}
