package io.glance.api.v1;

import java.util.Locale;
import java.util.Set;

/**
 * What clients write for yes and no.
 *
 * <p>Source: oslo_utils/strutils.py, bool_from_string.
 */
final class Booleans {
  private static final Set<String> YES = Set.of("1", "t", "true", "on", "y", "yes");

  private Booleans() {}

  /** Whether it says yes; everything that does not says no. */
  static boolean of(String text) {
    return YES.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** As Python writes it. */
  static String text(boolean value) {
    return value ? "True" : "False";
  }
}
