package io.glance.common.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every option that a configuration file of Glance may carry, from {@code config/options.tsv}, and
 * the names they had before.
 *
 * <p>Some sections have names that operators choose. A section of {@code enabled_backends}, {@code
 * [backend_defaults]} and the two reserved stores take the store options of {@code [glance_store]}
 * and those of {@code <backend>}; {@code [cors.<name>]} takes the options of {@code [cors]}; a
 * section that some {@code auth_section} names takes those of {@code [keystone_authtoken]}. A name
 * that ends in {@code *} stands for all names that start so.
 */
public final class OptionCatalogue {
  static final String STORE = "glance_store";
  static final OptionName ENABLED_BACKENDS = new OptionName(OptionName.DEFAULT, "enabled_backends");
  static final String BACKEND_DEFAULTS = "backend_defaults";
  private static final String BACKEND = "<backend>";
  private static final String CORS = "cors";
  private static final String KEYSTONE = "keystone_authtoken";
  private static final String ANY = "*";
  private static final Set<String> STORE_SECTIONS =
      Set.of(BACKEND_DEFAULTS, "os_glance_staging_store", "os_glance_tasks_store");
  private static final Set<String> ONLY_IN_STORE_SECTION =
      Set.of("stores", "default_store", "default_backend");

  private final Map<OptionName, KnownOption> exact;
  private final List<KnownOption> prefixes;
  private final Map<String, NavigableSet<String>> namesBySection;
  private final DeprecatedOptions deprecated;
  private final Set<String> backends;
  private final Set<String> authSections;

  private OptionCatalogue(
      OptionCatalogue base, Collection<String> backends, Collection<String> authSections) {
    this.exact = base.exact;
    this.prefixes = base.prefixes;
    this.namesBySection = base.namesBySection;
    this.deprecated = base.deprecated;
    this.backends = normalised(backends);
    this.authSections = normalised(authSections);
  }

  private OptionCatalogue(List<List<String>> rows, DeprecatedOptions deprecated) {
    this.exact = new LinkedHashMap<>();
    this.prefixes = new ArrayList<>();
    this.namesBySection = new HashMap<>();
    this.deprecated = deprecated;
    this.backends = Set.of();
    this.authSections = Set.of();
    rows.forEach(row -> add(option(row)));
  }

  /** Reads the catalogue of this release. It knows no chosen section names yet. */
  public static OptionCatalogue load() {
    return new OptionCatalogue(
        TabSeparated.rows("/config/options.tsv"),
        new DeprecatedOptions(TabSeparated.rows("/config/deprecated-options.tsv")));
  }

  /** The same options, with sections whose names operators chose. */
  OptionCatalogue with(Collection<String> backends, Collection<String> authSections) {
    return new OptionCatalogue(this, backends, authSections);
  }

  /** The option of exactly this name; old names are not found. */
  public Optional<KnownOption> find(OptionName name) {
    KnownOption known = exact.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    return candidates(name)
        .map(exact::get)
        .filter(option -> option != null)
        .findFirst()
        .or(() -> prefixes.stream().filter(row -> startsSo(row, name)).findFirst());
  }

  /** The rename of an old name. A name that is in use today is never renamed. */
  Optional<DeprecatedOptions.Rename> rename(OptionName written) {
    if (exact.containsKey(written)) {
      return Optional.empty();
    }
    if (isBackend(written.section())) {
      return deprecated
          .find(written.in(STORE))
          .map(row -> inSection(row, written.section()))
          .filter(row -> find(row.current()).isPresent());
    }
    return deprecated.find(written).filter(row -> find(row.current()).isPresent());
  }

  /** Whether this name, or an option it was renamed to, is known. */
  public boolean knows(OptionName name) {
    return find(name).isPresent() || rename(name).isPresent();
  }

  boolean hasSection(String section) {
    return namesBySection.containsKey(section)
        || isBackend(section)
        || isCors(section)
        || authSections.contains(section);
  }

  /** The section that an environment variable means by these capitals. */
  Optional<String> sectionInCapitals(String capitals) {
    return Stream.of(namesBySection.keySet(), backends, STORE_SECTIONS, authSections)
        .flatMap(Set::stream)
        .filter(section -> section.equalsIgnoreCase(capitals))
        .findFirst();
  }

  NavigableSet<String> sections() {
    NavigableSet<String> sections = new TreeSet<>(namesBySection.keySet());
    sections.remove(BACKEND);
    sections.addAll(backends);
    sections.addAll(STORE_SECTIONS);
    sections.addAll(authSections);
    return sections;
  }

  /** The option names that a section may have. */
  NavigableSet<String> names(String section) {
    NavigableSet<String> names = new TreeSet<>();
    candidates(new OptionName(section, ""))
        .map(candidate -> namesBySection.getOrDefault(candidate.section(), new TreeSet<>()))
        .forEach(names::addAll);
    names.addAll(namesBySection.getOrDefault(section, new TreeSet<>()));
    return names;
  }

  /** The sections that have an option of this name. */
  NavigableSet<String> sectionsOf(String name) {
    return exact.keySet().stream()
        .filter(option -> option.name().equals(name))
        .map(OptionName::section)
        .filter(section -> !section.equals(BACKEND))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All rows in the order of the table. */
  public List<KnownOption> options() {
    return Stream.concat(exact.values().stream(), prefixes.stream()).toList();
  }

  List<DeprecatedOptions.Rename> renames() {
    return deprecated.all();
  }

  Set<String> backends() {
    return backends;
  }

  private Stream<OptionName> candidates(OptionName name) {
    Stream.Builder<OptionName> candidates = Stream.builder();
    if (isBackend(name.section())) {
      candidates.add(name.in(BACKEND));
      if (!ONLY_IN_STORE_SECTION.contains(name.name())) {
        candidates.add(name.in(STORE));
      }
    }
    if (isCors(name.section())) {
      candidates.add(name.in(CORS));
    }
    if (authSections.contains(name.section())) {
      candidates.add(name.in(KEYSTONE));
    }
    return candidates.build();
  }

  /** Whether it is a section of several stores' options, not of the only one's. */
  boolean isBackend(String section) {
    return backends.contains(section) || STORE_SECTIONS.contains(section);
  }

  private static boolean isCors(String section) {
    return section.startsWith(CORS + ".");
  }

  private static boolean startsSo(KnownOption row, OptionName name) {
    String start = row.name().name();
    return row.name().section().equals(name.section())
        && name.name().startsWith(start.substring(0, start.length() - ANY.length()));
  }

  private static DeprecatedOptions.Rename inSection(DeprecatedOptions.Rename row, String section) {
    return new DeprecatedOptions.Rename(
        row.old().in(section), row.current().in(section), row.rank(), row.since());
  }

  private void add(KnownOption option) {
    OptionName name = option.name();
    NavigableSet<String> names =
        namesBySection.computeIfAbsent(name.section(), section -> new TreeSet<>());
    if (name.name().endsWith(ANY)) {
      prefixes.add(option);
      return;
    }
    names.add(name.name());
    if (exact.put(name, option) != null) {
      throw new IllegalStateException("twice in the catalogue: " + name);
    }
  }

  private static KnownOption option(List<String> row) {
    String defaultText = row.get(3);
    return new KnownOption(
        new OptionName(row.get(0), row.get(1)),
        row.get(2),
        defaultText.equals("-") ? null : defaultText,
        OptionStatus.of(row.get(4)),
        row.get(5));
  }

  private static Set<String> normalised(Collection<String> sections) {
    return sections.stream().map(OptionName::normalised).collect(Collectors.toSet());
  }
}
