package io.glance.common.config;

import java.util.Locale;

/** What this release does with an option. */
public enum OptionStatus {
  /** A properties record binds it; a wrong value stops the start. */
  HONOURED,
  /** Known, but the feature it belongs to is not there yet; it has no effect. */
  PENDING,
  /** Ignored for good. */
  RETIRED;

  static OptionStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word used in the catalogue. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
