package io.glance.api.protection;

import java.util.Set;

/** Who may do one thing with some properties. */
sealed interface Permission {

  /** Written {@code @}. */
  record Everybody() implements Permission {}

  /** Written {@code !}, or nothing. */
  record Nobody() implements Permission {}

  /**
   * @param roles one of which is needed, lower-cased
   */
  record OneOf(Set<String> roles) implements Permission {
    public OneOf {
      roles = Set.copyOf(roles);
    }
  }

  /**
   * @param name of the rule that is asked
   */
  record Rule(String name) implements Permission {}
}
