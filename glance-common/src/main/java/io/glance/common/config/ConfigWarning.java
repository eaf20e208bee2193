package io.glance.common.config;

/**
 * Something in the configuration that has no effect, or will have none one day.
 *
 * @param origin where it stands
 * @param what {@code [section] option}, or {@code [section]} alone
 * @param advice what it means and what to do
 */
public record ConfigWarning(OptionOrigin origin, String what, String advice) {

  /** One line for the log. */
  @Override
  public String toString() {
    return "%s: %s: %s".formatted(origin, what, advice);
  }
}
