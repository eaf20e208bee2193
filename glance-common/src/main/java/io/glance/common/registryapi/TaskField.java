package io.glance.common.registryapi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What lists of tasks can be filtered and sorted by. */
public enum TaskField {
  ID,
  TYPE,
  STATUS,
  OWNER,
  IMAGE_ID,
  REQUEST_ID,
  USER_ID,
  CREATED_AT,
  UPDATED_AT,
  EXPIRES_AT;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static TaskField of(String wireName) {
    return find(wireName)
        .orElseThrow(() -> new IllegalArgumentException("no task field is named " + wireName));
  }

  public static Optional<TaskField> find(String wireName) {
    for (TaskField field : values()) {
      if (field.wireName().equals(wireName)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
