package io.glance.registry.image;

import io.glance.common.registryapi.ImageField;

/** The column behind a field that lists are filtered and sorted by. */
record ImageColumn(String sql, Kind kind, boolean nullable) {
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    TIME
  }

  static ImageColumn of(ImageField field) {
    String sql = "i." + field.wireName();
    return switch (field) {
      case ID, STATUS -> new ImageColumn(sql, Kind.TEXT, false);
      case NAME, CONTAINER_FORMAT, DISK_FORMAT, OWNER, CHECKSUM, OS_HASH_ALGO, OS_HASH_VALUE ->
          new ImageColumn(sql, Kind.TEXT, true);
      case SIZE, VIRTUAL_SIZE -> new ImageColumn(sql, Kind.NUMBER, true);
      case MIN_RAM, MIN_DISK -> new ImageColumn(sql, Kind.NUMBER, false);
      case PROTECTED -> new ImageColumn(sql, Kind.FLAG, false);
      case CREATED_AT -> new ImageColumn(sql, Kind.TIME, false);
      case UPDATED_AT -> new ImageColumn(sql, Kind.TIME, true);
    };
  }
}
