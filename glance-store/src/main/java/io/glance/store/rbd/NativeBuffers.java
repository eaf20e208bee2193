package io.glance.store.rbd;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * The memory of a store's transfers. Large buffers make a transfer fast and there are only so many;
 * small ones let it go on when there are no large ones left, so that nobody waits for somebody
 * whose client is slow. Thread-safe.
 */
final class NativeBuffers {
  /** Bytes. */
  static final int SMALL = 128 * 1024;

  private static final int LARGEST = 8 * 1024 * 1024;

  /** Of the heap's limit, by which the operator says how large this process may be. */
  private static final int SHARE = 4;

  private static final long MOST = 256L * 1024 * 1024;

  private final int large;
  private final Semaphore largeLeft;
  private final ArrayBlockingQueue<NativeBuffer> idleLarge = new ArrayBlockingQueue<>(8);
  private final ArrayBlockingQueue<NativeBuffer> idleSmall = new ArrayBlockingQueue<>(32);

  /**
   * @param large bytes of a large buffer
   * @param most bytes of all large buffers together
   */
  NativeBuffers(int large, long most) {
    this.large = large;
    this.largeLeft = new Semaphore((int) Math.max(1, most / large));
  }

  /** As much as this process can spare, in pieces that fit objects of this many bytes. */
  static NativeBuffers forObjectsOf(long bytes) {
    return new NativeBuffers(
        (int) Math.min(bytes, LARGEST), Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE));
  }

  /** A large buffer if there is one and that much is needed, else a small one. */
  NativeBuffer take(long needed) {
    if (needed <= SMALL || !largeLeft.tryAcquire()) {
      NativeBuffer idle = idleSmall.poll();
      return idle == null ? new NativeBuffer(this, SMALL) : idle;
    }
    try {
      NativeBuffer idle = idleLarge.poll();
      return idle == null ? new NativeBuffer(this, large) : idle;
    } catch (RuntimeException | Error e) {
      largeLeft.release();
      throw e;
    }
  }

  /** How many large buffers can be taken now. */
  int largeLeft() {
    return largeLeft.availablePermits();
  }

  void giveBack(NativeBuffer buffer) {
    boolean isLarge = buffer.size() > SMALL;
    if (!(isLarge ? idleLarge : idleSmall).offer(buffer)) {
      buffer.free();
    }
    if (isLarge) {
      largeLeft.release();
    }
  }
}
