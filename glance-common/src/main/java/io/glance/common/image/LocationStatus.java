package io.glance.common.image;

import java.util.Locale;

/** What becomes of the bytes at a location. Only active locations are served. */
public enum LocationStatus {
  ACTIVE,
  PENDING_DELETE,
  DELETED;

  /** The name in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
