package io.glance.store.swift;

import java.util.regex.Pattern;

/**
 * The names of an image's segments: {@code <id>-00001} and so on, beside the manifest {@code <id>},
 * which leads to all objects that begin with {@code <id>-}.
 *
 * <p>Source: glance_store/_drivers/swift/store.py, BaseStore.add.
 */
record Segments(String container, String object) {
  /** Of a segment, of which a list has no more than 100,000. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{5,6}");

  /**
   * @param number from 1
   */
  String name(int number) {
    return "%s%05d".formatted(prefix(), number);
  }

  String prefix() {
    return object + "-";
  }

  /** The value of {@code X-Object-Manifest}. */
  String manifest() {
    return container + "/" + prefix();
  }

  /**
   * Whether a name is one that {@link #name} gives. The end of another image's id, of which this
   * one is the beginning, is not.
   */
  boolean has(String name) {
    return NUMBER.matcher(name.substring(Math.min(name.length(), prefix().length()))).matches()
        && name.startsWith(prefix());
  }

  /** Whether a name that begins with {@code prefix} is a segment's, not another image's. */
  static boolean isSegment(String name, String prefix) {
    return name.length() > prefix.length()
        && name.startsWith(prefix)
        && name.chars().skip(prefix.length()).allMatch(c -> c >= '0' && c <= '9');
  }
}
