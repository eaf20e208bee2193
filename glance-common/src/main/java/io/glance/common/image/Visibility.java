package io.glance.common.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who sees an image beside its owner and administrators. */
public enum Visibility {
  /** Everybody, in every list. */
  PUBLIC,
  /** Everybody who asks for it by id or lists community images. */
  COMMUNITY,
  /** The projects that are its members. */
  SHARED,
  /** Nobody else. */
  PRIVATE;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if none has that name
   */
  @JsonCreator
  public static Visibility of(String wireName) {
    for (Visibility one : values()) {
      if (one.wireName().equals(wireName)) {
        return one;
      }
    }
    throw new IllegalArgumentException("'" + wireName + "' is not a visibility");
  }
}
