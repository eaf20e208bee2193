package io.glance.api.inspection;

/** Tells whether data begin as the text of a VMDK descriptor could. */
final class VmdkText {
  private static final String SPACES = "\t\n\u000b\f\r\u001c\u001d\u001e\u001f";

  private VmdkText() {}

  /** Whether it is all printable ASCII and white space. */
  static boolean isText(Region beginning) {
    return beginning
        .text()
        .chars()
        .allMatch(letter -> (letter >= ' ' && letter <= '~') || SPACES.indexOf(letter) >= 0);
  }

  /**
   * Whether QEMU takes it for a VMDK: comments, whatever bytes are in them, and lines of spaces, up
   * to a version.
   *
   * <p>Source: block/vmdk.c of QEMU, vmdk_probe.
   */
  static boolean isRecognisedByQemu(Region beginning) {
    String text = beginning.text();
    int line = 0;
    while (line < text.length() && isSkipped(text, line)) {
      int end = text.indexOf('\n', line);
      line = end < 0 ? text.length() : end + 1;
    }
    return text.startsWith("version=", line)
        && line + 9 < text.length()
        && "123".indexOf(text.charAt(line + 8)) >= 0
        && (text.startsWith("\n", line + 9) || text.startsWith("\r\n", line + 9));
  }

  private static boolean isSkipped(String text, int line) {
    if (text.charAt(line) == '#') {
      return true;
    }
    int end = text.indexOf('\n', line);
    return text.charAt(line) == ' ' && end > 0 && text.substring(line, end).isBlank();
  }
}
