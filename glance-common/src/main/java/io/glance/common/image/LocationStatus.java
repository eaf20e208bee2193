package io.glance.common.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of the bytes at a location. Only active locations are served. */
public enum LocationStatus {
  ACTIVE,
  PENDING_DELETE,
  DELETED;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if none has that name
   */
  @JsonCreator
  public static LocationStatus of(String wireName) {
    for (LocationStatus one : values()) {
      if (one.wireName().equals(wireName)) {
        return one;
      }
    }
    throw new IllegalArgumentException("'" + wireName + "' is not a location status");
  }
}
