package io.glance.common.config;

/**
 * One value as it was written, before interpolation.
 *
 * @param text continuation lines are joined by newlines
 */
record Setting(OptionName option, String text, OptionOrigin origin) {

  /** Leaves the value out, it may be a password. */
  @Override
  public String toString() {
    return option + " at " + origin;
  }
}
