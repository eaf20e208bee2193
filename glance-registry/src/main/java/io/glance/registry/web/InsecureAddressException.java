package io.glance.registry.web;

/** The registry would listen where anybody could call it. The message says what to do. */
public final class InsecureAddressException extends RuntimeException {
  InsecureAddressException(String message) {
    super(message);
  }
}
