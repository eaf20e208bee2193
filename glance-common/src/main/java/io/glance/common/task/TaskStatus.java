package io.glance.common.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How far a task is.
 *
 * <p>Source: glance/domain/__init__.py, Task._validate_task_status_transition.
 */
public enum TaskStatus {
  PENDING,
  PROCESSING,
  SUCCESS,
  FAILURE;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if none has that name
   */
  @JsonCreator
  public static TaskStatus of(String wireName) {
    for (TaskStatus one : values()) {
      if (one.wireName().equals(wireName)) {
        return one;
      }
    }
    throw new IllegalArgumentException("no task status is named '" + wireName + "'");
  }

  /** Whether a task in this status may move to {@code next}. */
  public boolean canMoveTo(TaskStatus next) {
    return switch (this) {
      case PENDING -> next == PROCESSING || next == FAILURE;
      case PROCESSING -> next == SUCCESS || next == FAILURE;
      case SUCCESS, FAILURE -> false;
    };
  }
}
