package io.glance.api.schema;

/** The operator's definitions cannot be used, so the service does not start. */
final class InvalidSchemaFile extends RuntimeException {

  InvalidSchemaFile(String file, String problem) {
    super(file + ": " + problem);
  }

  InvalidSchemaFile(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
