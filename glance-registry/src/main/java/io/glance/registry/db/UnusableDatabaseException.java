package io.glance.registry.db;

/** The database cannot be used as it is; the message says what the operator can do about it. */
public final class UnusableDatabaseException extends RuntimeException {
  public UnusableDatabaseException(String message) {
    super(message);
  }
}
