package io.glance.common.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names that options had before, from {@code config/deprecated-options.tsv}. */
final class DeprecatedOptions {
  private static final String ANY = "*";

  /**
   * An old name and the one that took its place.
   *
   * @param rank of several old names in one file the one of the lowest rank wins
   * @param since OpenStack release that renamed the option
   */
  record Rename(OptionName old, OptionName current, int rank, String since) {}

  private final Map<OptionName, Rename> exact = new HashMap<>();
  private final List<Rename> prefixes = new ArrayList<>();

  DeprecatedOptions(List<List<String>> rows) {
    for (List<String> row : rows) {
      OptionName old = new OptionName(row.get(0), row.get(1));
      OptionName current = new OptionName(row.get(2), row.get(3));
      add(new Rename(old, current, exact.size() + prefixes.size() + 1, row.get(4)));
    }
  }

  /** The rename of exactly this name, or of a prefix of it written {@code prefix*}. */
  Optional<Rename> find(OptionName written) {
    Rename rename = exact.get(written);
    if (rename != null) {
      return Optional.of(rename);
    }
    return prefixes.stream()
        .filter(row -> row.old().section().equals(written.section()))
        .filter(row -> written.name().startsWith(prefix(row)))
        .findFirst()
        .map(row -> new Rename(written, written.in(row.current().section()), row.rank, row.since));
  }

  List<Rename> all() {
    List<Rename> all = new ArrayList<>(exact.values());
    all.addAll(prefixes);
    all.sort((one, other) -> one.old().compareTo(other.old()));
    return all;
  }

  private void add(Rename rename) {
    if (rename.old().name().endsWith(ANY)) {
      prefixes.add(rename);
      return;
    }
    if (exact.put(rename.old(), rename) != null) {
      throw new IllegalStateException("renamed twice: " + rename.old());
    }
  }

  private static String prefix(Rename rename) {
    String name = rename.old().name();
    return name.substring(0, name.length() - ANY.length());
  }
}
