package io.glance.api.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values of the target, written {@code %(key)s}; {@code %%} is a percent
 * sign. Of Python's formatting rules have no use for more.
 *
 * @param written as in the rule
 * @param parts texts and keys in turn, beginning with a text
 */
record Template(String written, List<String> parts) {

  public Template {
    parts = List.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException if a percent sign begins neither a place nor another one
   */
  static Template parse(String written) {
    List<String> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < written.length()) {
      char character = written.charAt(at);
      if (character != '%') {
        text.append(character);
        at++;
      } else if (written.startsWith("%", at + 1)) {
        text.append('%');
        at += 2;
      } else {
        int end = endOfKey(written, at);
        parts.add(text.toString());
        text.setLength(0);
        parts.add(written.substring(at + 2, end));
        at = end + 2;
      }
    }
    parts.add(text.toString());
    return new Template(written, parts);
  }

  /** Where the parenthesis closes; keys may hold pairs of them. */
  private static int endOfKey(String written, int percent) {
    int open = 0;
    for (int at = percent + 1; at < written.length(); at++) {
      char character = written.charAt(at);
      if (character == '(') {
        open++;
      } else if (character == ')') {
        open--;
      }
      if (open == 0) {
        if (at > percent + 1 && written.startsWith("s", at + 1)) {
          return at;
        }
        break;
      }
    }
    throw new IllegalArgumentException("a %% in '%s' does not begin %%(key)s".formatted(written));
  }

  /** The text with the target's values; null if the target lacks one. */
  @Nullable String filledFrom(Attributes target) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    if (parts.size() == 3 && parts.getFirst().isEmpty() && parts.getLast().isEmpty()) {
      Object value = target.get(parts.get(1));
      return value == Attributes.Absent.ABSENT ? null : ValueText.of(value);
    }
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (i % 2 == 0) {
        filled.append(parts.get(i));
        continue;
      }
      Object value = target.get(parts.get(i));
      if (value == Attributes.Absent.ABSENT) {
        return null;
      }
      filled.append(ValueText.of(value));
    }
    return filled.toString();
  }

  @Override
  public String toString() {
    return written;
  }
}
