package io.glance.store.swift;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits before something is tried again. */
final class Pauses {
  private Pauses() {}

  static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for Swift");
    }
  }
}
