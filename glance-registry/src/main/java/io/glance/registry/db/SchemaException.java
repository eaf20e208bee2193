package io.glance.registry.db;

/** The database's schema is not one that we can use; the message says what the operator can do. */
public final class SchemaException extends RuntimeException {
  public SchemaException(String message) {
    super(message);
  }
}
