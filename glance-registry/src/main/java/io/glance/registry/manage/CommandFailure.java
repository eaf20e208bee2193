package io.glance.registry.manage;

/** A command cannot do its work; the message is for the operator. */
final class CommandFailure extends RuntimeException {
  CommandFailure(String message) {
    super(message);
  }
}
