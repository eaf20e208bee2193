package io.glance.api.notification;

import io.glance.common.task.Task;

/**
 * A task moved.
 *
 * <p>Source: glance/notifier.py, TaskProxy and TaskRepoProxy.
 *
 * @param type one of the names below
 */
record TaskEvent(String type, Task task) implements Event {
  static final String CREATE = "task.create";
  static final String PROCESSING = "task.processing";
  static final String SUCCESS = "task.success";
  static final String FAILURE = "task.failure";

  /** Comes when the task has succeeded and tells it as it was before it ran. */
  static final String RUN = "task.run";

  @Override
  public Object payload() {
    return Payloads.of(task);
  }
}
