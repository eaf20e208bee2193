package io.glance.api.imagedata;

import java.time.Duration;

/** Waiting for what must become true soon. */
final class Await {

  private Await() {}

  interface Condition {
    boolean holds() throws Exception;
  }

  static void until(Duration patience, Condition condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("did not happen within " + patience);
        }
        Thread.sleep(20);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
