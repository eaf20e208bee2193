package io.glance.api.policy;

/** A question has no answer: a server is silent, rules refer to each other without end. */
final class PolicyFailure extends RuntimeException {

  PolicyFailure(String message) {
    super(message);
  }

  PolicyFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
