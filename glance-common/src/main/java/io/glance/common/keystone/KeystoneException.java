package io.glance.common.keystone;

import org.jspecify.annotations.Nullable;

/** Why the identity service could not be asked. Messages carry no tokens and no passwords. */
public abstract sealed class KeystoneException extends RuntimeException {

  private KeystoneException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** It gave no answer, or none that says anything. May be different the next moment. */
  public static final class Unanswered extends KeystoneException {
    public Unanswered(String message) {
      super(message, null);
    }

    public Unanswered(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** It does not let us in: the operator's account or password is wrong. */
  public static final class LoginRefused extends KeystoneException {
    public LoginRefused(String message) {
      super(message, null);
    }
  }

  /** Its catalogue does not have the service that is looked for. */
  public static final class NoEndpoint extends KeystoneException {
    public NoEndpoint(String message) {
      super(message, null);
    }
  }
}
