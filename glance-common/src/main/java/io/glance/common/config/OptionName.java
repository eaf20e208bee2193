package io.glance.common.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An option: the section it is in and its name.
 *
 * <p>As in oslo.config, {@code [DEFAULT]} is written in capitals and all other sections in any
 * case; the name of an option is exact. Source: oslo_config/cfg.py, _normalize_group_name.
 *
 * @param section {@code DEFAULT}, or the section's name in lower case
 */
public record OptionName(String section, String name) implements Comparable<OptionName> {
  static final String DEFAULT = "DEFAULT";

  public OptionName {
    section = normalised(section);
  }

  static String normalised(String section) {
    return section.equals(DEFAULT) ? section : section.toLowerCase(Locale.ROOT);
  }

  OptionName in(String otherSection) {
    return new OptionName(otherSection, name);
  }

  /**
   * Written out, as {@link #hashCode()} is: the ones a record gets are linked at their first call,
   * which made a start slower by some hundredths of a second.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OptionName option
        && name.equals(option.name)
        && section.equals(option.section);
  }

  @Override
  public int hashCode() {
    return 31 * section.hashCode() + name.hashCode();
  }

  @Override
  public int compareTo(OptionName other) {
    int bySection = section.compareTo(other.section);
    return bySection != 0 ? bySection : name.compareTo(other.name);
  }

  /** As an operator writes it: {@code [section] name}. */
  @Override
  public String toString() {
    return "[" + section + "] " + name;
  }
}
