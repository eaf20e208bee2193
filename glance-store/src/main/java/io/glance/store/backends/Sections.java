package io.glance.store.backends;

import io.glance.common.config.OsloEnvironment;

/** Sections whose names operators chose. */
final class Sections {

  private Sections() {}

  /** The prefix of the properties of a section. */
  static String prefix(String section) {
    return OsloEnvironment.propertyName(section).toString();
  }
}
