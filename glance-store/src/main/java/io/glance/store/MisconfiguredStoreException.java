package io.glance.store;

/** The stores cannot be what their operator wrote; the message is for the operator. */
public final class MisconfiguredStoreException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public MisconfiguredStoreException(String message) {
    super(message);
  }

  public MisconfiguredStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
