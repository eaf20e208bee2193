package io.glance.common.registryapi;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What lists can be filtered and, in part, sorted by. */
public enum ImageField {
  ID,
  NAME,
  STATUS,
  CONTAINER_FORMAT,
  DISK_FORMAT,
  SIZE,
  VIRTUAL_SIZE,
  MIN_RAM,
  MIN_DISK,
  OWNER,
  CHECKSUM,
  OS_HASH_ALGO,
  OS_HASH_VALUE,
  PROTECTED,
  CREATED_AT,
  UPDATED_AT;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static ImageField of(String wireName) {
    return find(wireName)
        .orElseThrow(() -> new IllegalArgumentException("no image field is named " + wireName));
  }

  public static Optional<ImageField> find(String wireName) {
    for (ImageField field : values()) {
      if (field.wireName().equals(wireName)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
