package io.glance.api.replicator;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server gave another answer than a good one. */
final class RemoteFailure extends IOException {
  private static final long serialVersionUID = 1;
  private static final int UNAUTHORIZED = 401;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final int status;
  private final @Nullable Duration wait;

  /**
   * @param wait that the server asks for before another attempt
   */
  RemoteFailure(int status, String message, @Nullable Duration wait) {
    super(message);
    this.status = status;
    this.wait = wait;
  }

  /** Whether nobody is let in with this token any more. */
  boolean isUnauthorized() {
    return status == UNAUTHORIZED;
  }

  boolean isConflict() {
    return status == CONFLICT;
  }

  /** Whether nothing was done, and the same request may be good a little later. */
  boolean mayPass() {
    return status == UNAVAILABLE || status == TOO_MANY;
  }

  @Nullable Duration askedWait() {
    return wait;
  }
}
