package io.glance.common.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Configurations written in tests. */
final class Configs {
  static final String FILE = "/etc/glance/glance-api.conf";

  private Configs() {}

  /** One file of these lines. */
  static OsloConfigFile file(String... lines) {
    return OsloConfigFile.parse(FILE, String.join("\n", lines));
  }

  static OsloEnvironment environment(String... lines) {
    return OsloEnvironment.of(OsloConfig.of(List.of(file(lines))));
  }

  static OsloEnvironment environment(Map<String, String> variables, String... lines) {
    return OsloEnvironment.of(new OsloConfig(List.of(file(lines)), variables, List.of()));
  }

  /** The text of one option of {@code [DEFAULT]} after everything else in the file was applied. */
  static Object value(OptionName name, String... lines) {
    return value(name, List.of(file(lines)));
  }

  static Object value(OptionName name, List<OsloConfigFile> files) {
    OptionCatalogue catalogue = OptionCatalogue.load();
    return new OsloValues(OsloConfig.of(files), catalogue)
        .find(name)
        .map(OsloValue::value)
        .orElse("unset");
  }

  static OptionName option(String section, String name) {
    return new OptionName(section, name);
  }

  static List<OsloConfigFile> files(String... texts) {
    return Arrays.stream(texts).map(text -> OsloConfigFile.parse(FILE, text)).toList();
  }
}
