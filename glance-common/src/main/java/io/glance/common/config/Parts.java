package io.glance.common.config;

import java.util.function.Function;

/**
 * The parts of a text between commas. A part that its reader refuses is tried again together with
 * the next one, so that an item in quotes may hold commas. Source: oslo_config/types.py, List.
 */
final class Parts {
  private final String[] parts;
  private int next;

  Parts(String text) {
    parts = text.split(",", -1);
  }

  boolean hasNext() {
    return next < parts.length;
  }

  /**
   * Reads the next part, made longer as far as needed.
   *
   * @throws IllegalArgumentException as {@code reader} did, if no length is accepted
   */
  <T> T next(Function<String, T> reader) {
    String text = parts[next++];
    while (true) {
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException e) {
        if (!hasNext()) {
          throw e;
        }
        text = text + "," + parts[next++];
      }
    }
  }
}
