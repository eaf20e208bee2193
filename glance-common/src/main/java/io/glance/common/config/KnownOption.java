package io.glance.common.config;

import org.jspecify.annotations.Nullable;

/**
 * A row of the catalogue.
 *
 * @param name its section may be a placeholder and its name may end in {@code *}, see {@link
 *     OptionCatalogue}
 * @param type as {@link OptionType#of} reads it
 * @param defaultText as it would be written in a file, or null if unset
 * @param note what the option means, or what to do if it is retired
 */
public record KnownOption(
    OptionName name, String type, @Nullable String defaultText, OptionStatus status, String note) {

  OptionType optionType() {
    return OptionType.of(type);
  }

  /** Database and broker URLs hold passwords, so they count as secrets. */
  boolean isSecret() {
    return type.endsWith("secret");
  }
}
