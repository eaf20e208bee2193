package io.glance.common.config;

import org.jspecify.annotations.Nullable;

/**
 * An option has a value that is not allowed. The message names file, line, section, option, the
 * value (not of a secret) and what is allowed.
 */
public final class InvalidOption extends ConfigException {
  private static final int LONGEST_VALUE = 200;

  private final OptionName option;

  private InvalidOption(OptionName option, String message) {
    super(message);
    this.option = option;
  }

  /** An option whose written value is refused. */
  static InvalidOption of(Setting setting, boolean secret, String allowed) {
    String value = secret ? Secret.MASK : shortened(setting.text());
    return new InvalidOption(
        setting.option(),
        "%s: %s = %s: %s".formatted(setting.origin(), setting.option(), value, allowed));
  }

  /** An option that is refused for a reason that tells enough without the value. */
  static InvalidOption of(OptionName option, @Nullable OptionOrigin origin, String reason) {
    String place = origin == null ? "" : origin + ": ";
    return new InvalidOption(option, place + option + ": " + reason);
  }

  /** A section whose options do not fit together. */
  static InvalidOption of(String section, String reason) {
    return new InvalidOption(new OptionName(section, ""), "[" + section + "]: " + reason);
  }

  public OptionName option() {
    return option;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}
