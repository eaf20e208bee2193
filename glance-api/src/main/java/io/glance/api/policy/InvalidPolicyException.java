package io.glance.api.policy;

import java.nio.file.Path;

/** A policy file cannot be used. The message is one line that says which, and why. */
public final class InvalidPolicyException extends RuntimeException {

  InvalidPolicyException(Path file, String problem) {
    super(oneLine(file + ": " + problem));
  }

  InvalidPolicyException(Path file, String problem, Throwable cause) {
    super(oneLine(file + ": " + problem), cause);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
