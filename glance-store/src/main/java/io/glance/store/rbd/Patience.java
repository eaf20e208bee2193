package io.glance.store.rbd;

import java.io.IOException;
import java.time.Duration;

/** Repeats what can be repeated. */
final class Patience {
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private Patience() {}

  /** Runs work up to three times, unless the cluster has let it wait long enough already. */
  static void retrying(Work work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        work.run();
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS
            || (e instanceof CephError error && error.is(CephError.TIMED_OUT))) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these threads", e);
    }
  }

  interface Work {
    void run() throws IOException;
  }
}
