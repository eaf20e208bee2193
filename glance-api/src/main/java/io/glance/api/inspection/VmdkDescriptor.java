package io.glance.api.inspection;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text that says what a VMDK consists of.
 *
 * <p>Beyond the original it refuses what QEMU would read otherwise: a second {@code createType},
 * and a parent, which is a backing file.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, VMDKInspector.check_descriptor.
 */
final class VmdkDescriptor {
  private static final String TYPE = "createtype";
  private static final String TYPE_VALUE = "createtype=\"";
  private static final String PARENT = "parentfilenamehint";
  private static final int LONGEST_TYPE = 63;
  private static final String UNENDED = "";
  private static final Set<String> SELF_CONTAINED = Set.of("monolithicsparse", "streamoptimized");
  private static final Set<String> EXTENT_ACCESS = Set.of("rw", "rdonly", "noaccess");

  private final String text;
  private final @Nullable String type;

  /**
   * @param latin1 up to its first NUL, if it has one
   */
  VmdkDescriptor(String latin1) {
    int end = latin1.indexOf('\0');
    text = (end < 0 ? latin1 : latin1.substring(0, end)).toLowerCase(Locale.ROOT);
    type = typeOf(text);
  }

  /** Whether it names a type, be it a known one or not. */
  boolean hasType() {
    return type != null;
  }

  /** Whether it is of a type whose data are in the file itself. */
  boolean isSelfContained() {
    return type != null && SELF_CONTAINED.contains(type);
  }

  /** Whether nothing in it can make a program open anything but the file itself. */
  boolean isSafe() {
    return isSelfContained() && isAscii(text) && isUnambiguous() && hasSafeLines();
  }

  private boolean isUnambiguous() {
    return text.indexOf(TYPE) == text.lastIndexOf(TYPE) && !text.contains(PARENT);
  }

  private boolean hasSafeLines() {
    int extents = 0;
    for (int start = 0; start <= text.length(); ) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end < 0 ? text.length() : end).strip();
      start = end < 0 ? text.length() + 1 : end + 1;
      if (isNothing(line) || isSetting(line)) {
        continue;
      }
      if (!isExtent(line) || line.contains("/")) {
        return false;
      }
      extents++;
    }
    return extents > 0;
  }

  private static boolean isNothing(String line) {
    return line.isEmpty() || line.startsWith("#") || line.startsWith("ddb");
  }

  private static boolean isSetting(String line) {
    int equals = line.indexOf('=');
    return equals >= 0 && line.lastIndexOf(' ', equals) < 0;
  }

  private static boolean isExtent(String line) {
    return EXTENT_ACCESS.contains(line.split(" ", 2)[0]);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(letter -> letter < 0x80);
  }

  private static @Nullable String typeOf(String text) {
    int found = text.indexOf(TYPE_VALUE);
    if (found < 0) {
      return null;
    }
    int start = found + TYPE_VALUE.length();
    int end = text.indexOf('"', start);
    if (end - start > LONGEST_TYPE) {
      return null;
    }
    return end < 0 ? UNENDED : text.substring(start, end);
  }
}
