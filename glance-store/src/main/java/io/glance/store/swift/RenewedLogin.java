package io.glance.store.swift;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps what a login gave until shortly before its end. */
final class RenewedLogin implements SwiftLogin {
  private final Source source;
  private final Duration spare;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Known known;

  /**
   * @param spare how long before its end a token is renewed, or in the middle of its life if that
   *     is later
   */
  RenewedLogin(Source source, Duration spare, Clock clock) {
    this.source = source;
    this.spare = spare;
    this.clock = clock;
  }

  /** Logs in, every time. */
  interface Source {
    Granted logIn() throws IOException;
  }

  /**
   * @param end of the token; {@link Instant#MAX} if nobody says
   */
  record Granted(Access access, Instant end) {}

  private record Known(Access access, Instant renewal) {}

  @Override
  public Access access() throws IOException {
    lock.lock();
    try {
      Instant now = clock.instant();
      Known current = known;
      if (current == null || !now.isBefore(current.renewal())) {
        Granted fresh = source.logIn();
        current = new Known(fresh.access(), renewal(now, fresh.end()));
        known = current;
      }
      return current.access();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean renew(Access refused) {
    lock.lock();
    try {
      if (known != null && known.access().token().equals(refused.token())) {
        known = null;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Instant renewal(Instant now, Instant end) {
    if (end.equals(Instant.MAX)) {
      return end;
    }
    Duration half = Duration.between(now, end).dividedBy(2);
    return end.minus(half.compareTo(spare) < 0 ? half : spare);
  }
}
