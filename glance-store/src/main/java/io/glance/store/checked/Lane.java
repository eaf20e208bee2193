package io.glance.store.checked;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets one reader see the bytes of one upload: slots in the order given, one at a time, on whatever
 * thread of the executor is free. Lanes of many uploads share few threads, so a lane steps back
 * after some slots.
 */
final class Lane implements Runnable {
  private final Reader reader;
  private final Ring ring;
  private final Executor threads;
  private final ConcurrentLinkedQueue<Ring.Slot> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Throwable failure;

  /** Who sees the bytes. */
  interface Reader {
    void see(byte[] bytes, int offset, int length);
  }

  Lane(Reader reader, Ring ring, Executor threads) {
    this.reader = reader;
    this.ring = ring;
    this.threads = threads;
  }

  /** Takes one use of the slot, and releases it when done with it. */
  void accept(Ring.Slot slot) {
    queue.add(slot);
    if (waiting.getAndIncrement() == 0) {
      threads.execute(this);
    }
  }

  @Override
  public void run() {
    int turns = 0;
    do {
      if (turns == Ring.SLOTS && continuesElsewhere()) {
        return;
      }
      turns++;
      Ring.Slot slot = queue.remove();
      update(slot);
      slot.release();
    } while (waiting.decrementAndGet() > 0);
  }

  /** False if no thread can be had: then the lane stays on this one, so that no upload hangs. */
  private boolean continuesElsewhere() {
    try {
      threads.execute(this);
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      return false;
    }
  }

  /**
   * To be called when the ring has all its slots back: then every byte was seen.
   *
   * @param what could otherwise not be done
   */
  void requireSound(String what) {
    if (failure != null) {
      throw new IllegalStateException("could not " + what, failure);
    }
  }

  private void update(Ring.Slot slot) {
    if (failure != null || ring.isClosed()) {
      return;
    }
    try {
      reader.see(slot.bytes, 0, slot.length);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }
}
