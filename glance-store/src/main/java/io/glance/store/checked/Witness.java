package io.glance.store.checked;

import java.io.IOException;

/**
 * Sees all bytes of a write, beside its digests and on their threads, and has the last word on
 * whether they may be stored. For one write.
 */
public interface Witness {

  /** The next bytes, never on two threads at once. Nothing of the array may be kept. */
  void see(byte[] bytes, int offset, int length);

  /**
   * All bytes were seen, as many as were announced. Called once, mostly before the store makes them
   * its own.
   *
   * @throws IOException if they may not be stored. Passes unchanged through the store.
   */
  void approve() throws IOException;
}
