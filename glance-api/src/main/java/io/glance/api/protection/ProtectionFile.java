package io.glance.api.protection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of sections and values in the dialect of Python's configparser: {@code =} and {@code
 * :}, comments on lines of their own, indented lines that go on, values of {@code [DEFAULT]} for
 * all sections, nothing twice.
 */
final class ProtectionFile {
  private static final String DEFAULT = "DEFAULT";

  private final Path path;
  private final SequencedMap<String, Map<String, String>> sections = new LinkedHashMap<>();
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private @Nullable Map<String, String> section;
  private @Nullable String key;
  private int indentation;
  private int line;

  private ProtectionFile(Path path) {
    this.path = path;
  }

  /**
   * The values by section and name; names are lower-cased.
   *
   * @throws InvalidProtectionException if the file cannot be read or understood
   */
  static SequencedMap<String, Map<String, String>> read(Path path) {
    ProtectionFile file = new ProtectionFile(path);
    try {
      Files.readString(path).lines().forEach(file::accept);
    } catch (IOException e) {
      throw new InvalidProtectionException(path.toString(), "cannot be read: " + e, e);
    }
    file.sections.values().forEach(values -> file.defaults.forEach(values::putIfAbsent));
    return file.sections;
  }

  private void accept(String text) {
    line++;
    String content = text.strip();
    if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
      return;
    }
    int indented = text.length() - text.stripLeading().length();
    if (section != null && key != null && indented > indentation) {
      section.merge(key, content, (before, more) -> before + "\n" + more);
      return;
    }
    indentation = indented;
    if (content.startsWith("[") && content.lastIndexOf(']') > 1) {
      startSection(content.substring(1, content.lastIndexOf(']')));
    } else {
      startValue(content);
    }
  }

  private void startSection(String name) {
    key = null;
    if (name.equals(DEFAULT)) {
      section = defaults;
      return;
    }
    section = new LinkedHashMap<>();
    if (sections.put(name, section) != null) {
      throw error("section [%s] stands twice".formatted(name));
    }
  }

  private void startValue(String content) {
    if (section == null) {
      throw error("there is no section above");
    }
    int sign = firstSign(content);
    if (sign < 1) {
      throw error("expected `operation = value`, [section] or a comment");
    }
    key = content.substring(0, sign).strip().toLowerCase(Locale.ROOT);
    String value = content.substring(sign + 1).strip();
    if (section.put(key, value.replace("%%", "%")) != null) {
      throw error("%s stands twice in its section".formatted(key));
    }
  }

  private static int firstSign(String content) {
    int equal = content.indexOf('=');
    int colon = content.indexOf(':');
    return equal < 0 || colon < 0 ? Math.max(equal, colon) : Math.min(equal, colon);
  }

  private InvalidProtectionException error(String problem) {
    return new InvalidProtectionException("%s:%d".formatted(path, line), problem);
  }
}
