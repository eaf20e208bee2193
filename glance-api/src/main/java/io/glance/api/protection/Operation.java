package io.glance.api.protection;

import java.util.Locale;

/** What can be done with a property. */
enum Operation {
  CREATE,
  READ,
  UPDATE,
  DELETE;

  /** The name in files. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
