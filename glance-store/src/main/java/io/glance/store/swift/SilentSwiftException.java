package io.glance.store.swift;

import java.io.IOException;
import java.io.Serial;

/** Swift was waited for as long as it may be. */
final class SilentSwiftException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  SilentSwiftException(String message) {
    super(message);
  }

  SilentSwiftException(String message, Throwable cause) {
    super(message, cause);
  }
}
