package io.glance.common.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a project made of an offer to share an image. */
public enum MemberStatus {
  PENDING,
  ACCEPTED,
  REJECTED;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if none has that name
   */
  @JsonCreator
  public static MemberStatus of(String wireName) {
    for (MemberStatus one : values()) {
      if (one.wireName().equals(wireName)) {
        return one;
      }
    }
    throw new IllegalArgumentException("'" + wireName + "' is not a member status");
  }
}
