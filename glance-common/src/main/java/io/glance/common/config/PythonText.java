package io.glance.common.config;

/** The few text operations that must agree with Python's, because the format is defined by them. */
final class PythonText {

  private PythonText() {}

  /** Removes white space at both ends, as {@code str.strip} does. */
  static String strip(String text) {
    return stripLeft(stripRight(text));
  }

  /** Removes white space at the start, as {@code str.lstrip} does. */
  static String stripLeft(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /** Removes white space at the end, as {@code str.rstrip} does. */
  static String stripRight(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** What {@code str.isspace} calls white space: Java's, the no-break spaces and NEL. */
  private static boolean isSpace(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u0085';
  }
}
