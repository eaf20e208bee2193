package io.glance.api.notification.rabbit;

/** The operator's options name a broker that notifications cannot go to. */
public final class InvalidBrokerOptions extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message names section and option
   */
  public InvalidBrokerOptions(String message) {
    super(message);
  }

  InvalidBrokerOptions(String message, Throwable cause) {
    super(message, cause);
  }
}
