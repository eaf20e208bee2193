package io.glance.api.cache;

/** The cache cannot be what its operator wrote; the message is for the operator. */
public final class MisconfiguredCacheException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public MisconfiguredCacheException(String message) {
    super(message);
  }

  public MisconfiguredCacheException(String message, Throwable cause) {
    super(message, cause);
  }
}
