package io.glance.common.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt name may have meant. */
final class NearestName {
  private static final int SHORT = 5;

  private NearestName() {}

  /**
   * The known name that differs least: by case and dashes only, or by at most two letters (one, in
   * a short name).
   */
  static Optional<String> of(String written, Collection<String> known) {
    String name = written.toLowerCase(Locale.ROOT).replace('-', '_');
    int limit = name.length() < SHORT ? 1 : 2;
    return known.stream()
        .filter(candidate -> distance(name, candidate.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.<String>comparingInt(
                    candidate -> distance(name, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The number of letters to insert, delete or replace (Levenshtein's distance). */
  static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[other.length() + 1];
      current[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int replace = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + replace,
                1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
