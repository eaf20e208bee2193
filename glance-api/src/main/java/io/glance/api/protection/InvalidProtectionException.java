package io.glance.api.protection;

/** The file of protections cannot be used. The message is one line that says where, and why. */
public final class InvalidProtectionException extends RuntimeException {

  InvalidProtectionException(String place, String problem) {
    super(place + ": " + problem);
  }

  InvalidProtectionException(String place, String problem, Throwable cause) {
    super(place + ": " + problem, cause);
  }
}
