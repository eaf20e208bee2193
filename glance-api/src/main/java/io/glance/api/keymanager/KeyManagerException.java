package io.glance.api.keymanager;

import java.io.IOException;

/** A key manager does not do what it was asked for. The message is for the operator. */
public abstract sealed class KeyManagerException extends IOException {
  private static final long serialVersionUID = 1;

  private KeyManagerException(String message) {
    super(message);
  }

  private KeyManagerException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What was asked for cannot be the name of anything. */
  public static final class BadReference extends KeyManagerException {
    private static final long serialVersionUID = 1;

    BadReference() {
      super("Secret incorrectly specified.");
    }
  }

  /** It has nothing of that name. */
  public static final class NotFound extends KeyManagerException {
    private static final long serialVersionUID = 1;

    NotFound(String message) {
      super(message);
    }
  }

  /** What it has of that name is no certificate. */
  public static final class NoCertificate extends KeyManagerException {
    private static final long serialVersionUID = 1;

    private final String format;

    NoCertificate(String format) {
      super("not a certificate but " + format);
      this.format = format;
    }

    /** How the original calls what it is. */
    public String format() {
      return format;
    }
  }

  /** It refuses, does not answer, or answers what cannot be understood. */
  public static final class Failed extends KeyManagerException {
    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
