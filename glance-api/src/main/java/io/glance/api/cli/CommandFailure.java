package io.glance.api.cli;

/** A command cannot be done. The message is a line for the person who gave it. */
final class CommandFailure extends RuntimeException {

  CommandFailure(String message) {
    super(message);
  }
}
