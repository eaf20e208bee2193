package io.glance.store.s3;

import java.io.IOException;

/** What was caught on another thread, or behind the SDK, thrown where it belongs. */
final class Failures {

  private Failures() {}

  static void rethrow(Throwable failure) throws IOException {
    switch (failure) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IOException(failure);
    }
  }
}
