package io.glance.common.config;

import java.util.List;

/**
 * A known option that is set.
 *
 * @param name today's name
 * @param settings what was written; several only if the option takes several lines
 * @param value a {@code String}, a {@code List<String>} or a {@code Map<String, String>}
 */
record OsloValue(OptionName name, KnownOption known, List<Setting> settings, Object value) {

  OptionOrigin origin() {
    return settings.getLast().origin();
  }

  /** Leaves the value out, it may be a password. */
  @Override
  public String toString() {
    return name + " at " + origin();
  }
}
