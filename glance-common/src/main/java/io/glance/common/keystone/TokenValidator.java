package io.glance.common.keystone;

import io.glance.common.config.Secret;
import java.util.Optional;

/** Tells what a token stands for. Thread-safe. */
public interface TokenValidator {

  /**
   * Empty if the token is none, was taken back, or is over.
   *
   * @param allowExpired whether one that is over counts, as long as the identity service still
   *     knows it
   * @throws KeystoneException if that cannot be found out
   */
  Optional<Token> validate(Secret token, boolean allowExpired);
}
