package io.glance.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a program was given to configure it, before any of it is interpreted.
 *
 * @param files in the order read, later ones win
 * @param environment environment variables; they win over files
 * @param arguments options given as arguments; they win over everything
 */
record OsloConfig(
    List<OsloConfigFile> files, Map<String, String> environment, List<Setting> arguments) {
  private static final String PREFIX = "OS_";
  private static final String SEPARATOR = "__";

  OsloConfig {
    files = List.copyOf(files);
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
  }

  static OsloConfig of(List<OsloConfigFile> files) {
    return new OsloConfig(files, Map.of(), List.of());
  }

  /** All settings of all files in order. */
  List<Setting> settings() {
    return files.stream().flatMap(file -> file.settings().stream()).toList();
  }

  /**
   * Variables named {@code OS_<SECTION>__<OPTION>}, of sections that the catalogue has. Other
   * programs use the same prefix, so all others are left alone.
   */
  List<Setting> environmentSettings(OptionCatalogue catalogue) {
    List<Setting> settings = new ArrayList<>();
    environment.forEach((variable, text) ->
        optionOf(variable, catalogue)
            .map(name -> new Setting(name, text, OptionOrigin.environment(variable)))
            .ifPresent(settings::add));
    return settings;
  }

  private static Optional<OptionName> optionOf(String variable, OptionCatalogue catalogue) {
    int separator = variable.indexOf(SEPARATOR, PREFIX.length());
    if (!variable.startsWith(PREFIX) || separator < 0) {
      return Optional.empty();
    }
    String option = variable.substring(separator + SEPARATOR.length());
    return catalogue
        .sectionInCapitals(variable.substring(PREFIX.length(), separator))
        .map(section -> new OptionName(section, option.toLowerCase(Locale.ROOT)));
  }
}
