package io.glance.store.checked;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Buffers kept for the next upload. Thread-safe. Does not limit how many are in use: a {@link Ring}
 * limits what one upload takes.
 */
final class Buffers {
  /** Bytes. Below half a heap region of the smallest heaps, so that the collector can move it. */
  static final int SIZE = 256 * 1024;

  private static final int KEPT = 32;

  private final ArrayBlockingQueue<byte[]> idle = new ArrayBlockingQueue<>(KEPT);

  byte[] take() {
    byte[] buffer = idle.poll();
    return buffer == null ? new byte[SIZE] : buffer;
  }

  void giveBack(byte[] buffer) {
    idle.offer(buffer);
  }
}
