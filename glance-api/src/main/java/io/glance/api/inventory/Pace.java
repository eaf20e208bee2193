package io.glance.api.inventory;

import java.io.InterruptedIOException;

/** Lets no more bytes pass in a second than it was told. For one thread. */
final class Pace {
  private static final double NANOS = 1e9;

  private final long bytesPerSecond;
  private final long start = System.nanoTime();
  private long passed;

  /**
   * @param bytesPerSecond 0: as many as there are
   */
  Pace(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Waits until these bytes may have passed. */
  void pass(int bytes) throws InterruptedIOException {
    passed += bytes;
    if (bytesPerSecond == 0) {
      return;
    }
    long due = start + (long) (passed * NANOS / bytesPerSecond);
    long wait = (due - System.nanoTime()) / 1_000_000;
    if (wait > 0) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }
}
