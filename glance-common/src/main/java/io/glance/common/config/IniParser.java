package io.glance.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses one file, line by line. Source: oslo_config/iniparser.py, BaseParser.parse. */
final class IniParser {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String file;
  private final List<OsloConfigFile.Section> sections = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private final List<String> valueLines = new ArrayList<>();
  private @Nullable String section;
  private @Nullable String name;
  private int nameLine;
  private int line;

  IniParser(String file) {
    this.file = file;
  }

  OsloConfigFile parse(String text) {
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    for (String raw : LINE_END.split(content, -1)) {
      line++;
      accept(PythonText.stripRight(raw));
    }
    endValue();
    return new OsloConfigFile(file, sections, settings);
  }

  private void accept(String text) {
    if (text.isEmpty()) {
      endValue();
      return;
    }
    if (text.startsWith(" ") || text.startsWith("\t")) {
      continueValue(text);
      return;
    }
    endValue();
    switch (text.charAt(0)) {
      case '#', ';' -> {}
      case '[' -> startSection(text);
      default -> startValue(text);
    }
  }

  private void continueValue(String text) {
    if (name == null) {
      throw error("this line starts with a blank, but there is no value above it to continue");
    }
    valueLines.add(PythonText.stripLeft(text));
  }

  private void startSection(String text) {
    if (!text.endsWith("]")) {
      throw error("a section must end with ], and nothing may follow it");
    }
    if (text.equals("[]")) {
      throw error("a section must have a name");
    }
    section = text.substring(1, text.length() - 1);
    sections.add(new OsloConfigFile.Section(section, line));
  }

  private void startValue(String text) {
    int sign = firstSign(text);
    if (sign < 0) {
      throw error("expected `name = value`, `name : value`, [section] or a comment");
    }
    String key = PythonText.strip(text.substring(0, sign));
    if (key.isEmpty()) {
      throw error("there is no option name before the " + text.charAt(sign));
    }
    if (section == null) {
      throw error("an option stands before the first section; write [DEFAULT] above it");
    }
    name = key;
    nameLine = line;
    valueLines.add(unquoted(PythonText.strip(text.substring(sign + 1))));
  }

  private void endValue() {
    if (name != null && section != null) {
      settings.add(
          new Setting(
              new OptionName(section, name),
              String.join("\n", valueLines),
              OptionOrigin.file(file, nameLine)));
    }
    name = null;
    valueLines.clear();
  }

  private static int firstSign(String text) {
    int equal = text.indexOf('=');
    int colon = text.indexOf(':');
    return equal < 0 || colon < 0 ? Math.max(equal, colon) : Math.min(equal, colon);
  }

  /** A lone quote counts as a pair around nothing, as it does in the original. */
  private static String unquoted(String value) {
    if (!value.startsWith("\"") && !value.startsWith("'")) {
      return value;
    }
    if (value.charAt(value.length() - 1) != value.charAt(0)) {
      return value;
    }
    return value.length() == 1 ? "" : value.substring(1, value.length() - 1);
  }

  private InvalidConfigFile error(String problem) {
    return new InvalidConfigFile(OptionOrigin.file(file, line), problem);
  }
}
