package io.glance.common.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The known options that are set, with the value that wins, interpolated and read by type.
 *
 * <p>Arguments win over the environment, that over files, later files over earlier ones, and in one
 * file today's name over an old one and the last line over those before. Options of several lines
 * gather the lines of all files. Source: oslo_config/cfg.py, _Namespace._get_file_value.
 */
final class OsloValues {
  private final OptionCatalogue catalogue;
  private final Map<OptionName, List<Setting>> winners = new LinkedHashMap<>();
  private final Map<OptionName, OsloValue> values = new TreeMap<>();
  private final Set<OptionName> expanding = new HashSet<>();
  private final Interpolation interpolation = new Interpolation(this::text);

  /**
   * Reads all values.
   *
   * @throws InvalidOption if an honoured option has a value that is not allowed
   */
  OsloValues(OsloConfig config, OptionCatalogue catalogue) {
    this.catalogue = catalogue;
    config.files().forEach(this::addFile);
    config.environmentSettings(catalogue).forEach(this::override);
    config.arguments().forEach(this::override);
    addBackendDefaults();
    winners.forEach((name, settings) -> catalogue.find(name).ifPresent(known -> read(name, known)));
  }

  Collection<OsloValue> all() {
    return values.values();
  }

  Optional<OsloValue> find(OptionName name) {
    return Optional.ofNullable(values.get(name));
  }

  /** What was written for the value that wins; empty if the option is not set. */
  List<Setting> winning(OptionName name) {
    return winners.getOrDefault(name, List.of());
  }

  private void addFile(OsloConfigFile file) {
    Map<OptionName, List<Ranked>> inFile = new LinkedHashMap<>();
    for (Setting setting : file.settings()) {
      Optional<DeprecatedOptions.Rename> rename = catalogue.rename(setting.option());
      OptionName name = current(setting.option());
      int rank = rename.map(DeprecatedOptions.Rename::rank).orElse(0);
      inFile.computeIfAbsent(name, key -> new ArrayList<>()).add(new Ranked(rank, setting));
    }
    inFile.forEach((name, settings) -> {
      settings.sort(Comparator.comparingInt(Ranked::rank).reversed());
      List<Setting> written = settings.stream().map(Ranked::setting).toList();
      if (isRepeated(name)) {
        winners.computeIfAbsent(name, key -> new ArrayList<>()).addAll(written);
      } else {
        winners.put(name, List.of(written.getLast()));
      }
    });
  }

  private void override(Setting setting) {
    winners.put(current(setting.option()), List.of(setting));
  }

  private OptionName current(OptionName written) {
    return catalogue.rename(written).map(DeprecatedOptions.Rename::current).orElse(written);
  }

  private void addBackendDefaults() {
    for (OptionName name : List.copyOf(winners.keySet())) {
      if (name.section().equals(OptionCatalogue.BACKEND_DEFAULTS)) {
        for (String backend : catalogue.backends()) {
          winners.putIfAbsent(name.in(backend), winning(name));
        }
      }
    }
  }

  private boolean isRepeated(OptionName name) {
    return catalogue
        .find(name)
        .map(known -> known.optionType() instanceof OptionType.Repeated)
        .orElse(false);
  }

  private void read(OptionName name, KnownOption known) {
    List<Setting> settings = winning(name);
    Object value;
    try {
      value = value(name, known, settings);
    } catch (InvalidOption e) {
      if (known.status() == OptionStatus.HONOURED) {
        throw e;
      }
      value = settings.getLast().text();
    }
    if (value != null) {
      values.put(name, new OsloValue(name, known, settings, value));
    }
  }

  private @Nullable Object value(OptionName name, KnownOption known, List<Setting> settings) {
    OptionType type = known.optionType();
    if (!(type instanceof OptionType.Repeated)) {
      return typed(name, known, settings.getLast());
    }
    List<String> lines = new ArrayList<>();
    for (Setting setting : settings) {
      lines.add(String.valueOf(typed(name, known, setting)));
    }
    return List.copyOf(lines);
  }

  private @Nullable Object typed(OptionName name, KnownOption known, Setting setting) {
    OptionType type = known.optionType();
    try {
      return type.read(expanded(name, setting));
    } catch (InvalidReference e) {
      throw InvalidOption.of(setting, known.isSecret(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw InvalidOption.of(setting, known.isSecret(), type.allowed());
    }
  }

  private String expanded(OptionName name, Setting setting) {
    if (!expanding.add(name)) {
      throw new InvalidReference("refers to itself");
    }
    try {
      return interpolation.expand(setting.text(), name.section());
    } catch (IllegalArgumentException e) {
      throw new InvalidReference(String.valueOf(e.getMessage()));
    } finally {
      expanding.remove(name);
    }
  }

  /** The text another option's value refers to, null if there is no such option. */
  private @Nullable String text(OptionName reference) {
    OptionName name = current(reference);
    Optional<KnownOption> known = catalogue.find(name);
    List<Setting> settings = winning(name);
    if (!settings.isEmpty()) {
      String text = expanded(name, settings.getLast());
      return known.map(option -> asPythonPrints(option.optionType(), text)).orElse(text);
    }
    String unset = known.map(KnownOption::defaultText).orElse("");
    return known.map(option -> asPythonPrints(option.optionType(), unset)).orElse(null);
  }

  private static String asPythonPrints(OptionType type, String text) {
    try {
      if (type instanceof OptionType.Flag) {
        return "true".equals(type.read(text)) ? "True" : "False";
      }
      if (type instanceof OptionType.Whole) {
        return type.read(text) instanceof String digits ? digits : "";
      }
      return text;
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /**
   * A value with the rank of the name it was written under.
   *
   * @param rank 0 for today's name
   */
  private record Ranked(int rank, Setting setting) {}

  private static final class InvalidReference extends IllegalArgumentException {
    InvalidReference(String problem) {
      super(problem);
    }
  }
}
