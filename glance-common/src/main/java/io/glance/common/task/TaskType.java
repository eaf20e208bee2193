package io.glance.common.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a task does. */
public enum TaskType {
  /** The old import: an image is made of what an address offers. */
  IMPORT,
  /** The data of an image that exists already come in. */
  API_IMAGE_IMPORT,
  /** An image gets a location whose data are looked at afterwards. */
  LOCATION_IMPORT;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if none has that name
   */
  @JsonCreator
  public static TaskType of(String wireName) {
    for (TaskType one : values()) {
      if (one.wireName().equals(wireName)) {
        return one;
      }
    }
    throw new IllegalArgumentException("no task type is named '" + wireName + "'");
  }
}
