package io.glance.common.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Looks for what has no effect: unknown sections and options, old names, options that are retired
 * or not built yet. Each gets one warning, at the last place it is written; sections without
 * options get none.
 */
final class ConfigReview {
  private static final int MOST_SUGGESTIONS = 3;

  private final OsloConfig config;
  private final OptionCatalogue catalogue;
  private final OsloValues values;
  private final StoreOptions stores;

  ConfigReview(OsloConfig config, OptionCatalogue catalogue, OsloValues values) {
    this.config = config;
    this.catalogue = catalogue;
    this.values = values;
    this.stores = new StoreOptions(catalogue);
  }

  List<ConfigWarning> warnings() {
    SequencedMap<OptionName, Setting> written = new LinkedHashMap<>();
    config.settings().forEach(setting -> written.put(setting.option(), setting));
    config
        .environmentSettings(catalogue)
        .forEach(setting -> written.put(setting.option(), setting));
    config.arguments().forEach(setting -> written.put(setting.option(), setting));

    List<ConfigWarning> warnings = new ArrayList<>();
    Map<String, List<Setting>> unknownSections = new LinkedHashMap<>();
    for (Setting setting : written.values()) {
      String section = setting.option().section();
      if (!catalogue.hasSection(section) && catalogue.rename(setting.option()).isEmpty()) {
        unknownSections.computeIfAbsent(section, key -> new ArrayList<>()).add(setting);
        continue;
      }
      advice(setting).ifPresent(advice -> warnings.add(warning(setting, advice)));
    }
    unknownSections.forEach((section, settings) -> warnings.add(unknownSection(section, settings)));
    return List.copyOf(warnings);
  }

  private Optional<String> advice(Setting setting) {
    Optional<DeprecatedOptions.Rename> rename = catalogue.rename(setting.option());
    if (rename.isPresent()) {
      return Optional.of(renamed(setting, rename.get()));
    }
    return catalogue
        .find(setting.option())
        .map(known -> effect(setting.option(), known))
        .orElseGet(() -> Optional.of(unknownOption(setting.option())));
  }

  private String renamed(Setting setting, DeprecatedOptions.Rename rename) {
    String advice = "was renamed to %s in %s".formatted(rename.current(), rename.since());
    if (!values.winning(rename.current()).contains(setting)) {
      return advice + " and is ignored because the new name is set too; remove it";
    }
    return catalogue
        .find(rename.current())
        .flatMap(known -> effect(rename.current(), known))
        .map(effect -> advice + ", which " + effect)
        .orElse(advice + "; the old name still works, use the new one");
  }

  /** What keeps an option from working; empty if it works. */
  private Optional<String> effect(OptionName name, KnownOption known) {
    return known.status() == OptionStatus.RETIRED
        ? statusAdvice(known)
        : stores.advice(name).or(() -> statusAdvice(known));
  }

  private static Optional<String> statusAdvice(KnownOption option) {
    return switch (option.status()) {
      case HONOURED -> Optional.empty();
      case PENDING -> Optional.of("has no effect yet in this release");
      case RETIRED -> Optional.of("is ignored: " + option.note());
    };
  }

  private String unknownOption(OptionName name) {
    String advice = "is unknown and ignored";
    Optional<String> near = NearestName.of(name.name(), catalogue.names(name.section()));
    if (near.isPresent()) {
      return advice + "; did you mean " + near.get() + "?";
    }
    NavigableSet<String> elsewhere = catalogue.sectionsOf(name.name());
    if (!elsewhere.isEmpty()) {
      return elsewhere.stream()
          .limit(MOST_SUGGESTIONS)
          .map(section -> "[" + section + "]")
          .collect(Collectors.joining(" or ", advice + "; did you mean it in ", "?"));
    }
    return advice + "; remove it or correct its name";
  }

  private ConfigWarning unknownSection(String section, List<Setting> settings) {
    String options =
        settings.stream().map(setting -> setting.option().name()).collect(Collectors.joining(", "));
    String advice = "is an unknown section, its options are ignored (%s)".formatted(options);
    boolean isStore =
        settings.stream()
            .allMatch(setting -> catalogue.knows(setting.option().in(OptionCatalogue.STORE)));
    if (isStore) {
      advice += "; if it is a store, name it in [DEFAULT] enabled_backends";
    } else {
      advice +=
          NearestName.of(section, catalogue.sections())
              .map(near -> "; did you mean [" + near + "]?")
              .orElse("; remove it or correct its name");
    }
    return new ConfigWarning(header(settings.getLast()), "[" + section + "]", advice);
  }

  /** The last header above the setting; settings of the environment have none. */
  private OptionOrigin header(Setting setting) {
    OptionOrigin origin = setting.origin();
    return config.files().stream()
        .filter(file -> file.name().equals(origin.source()))
        .flatMap(file -> file.sections().stream())
        .filter(section -> section.line() < origin.line())
        .reduce((first, second) -> second)
        .map(section -> OptionOrigin.file(origin.source(), section.line()))
        .orElse(origin);
  }

  private static ConfigWarning warning(Setting setting, String advice) {
    return new ConfigWarning(setting.origin(), setting.option().toString(), advice);
  }
}
