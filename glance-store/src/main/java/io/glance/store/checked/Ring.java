package io.glance.store.checked;

import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The buffers of one upload, passed from the thread that fills them to several users and back.
 *
 * <p>Slots are taken by one thread only; any thread may release them.
 */
final class Ring {
  /** Enough that the slowest digest never waits for the file, and the file rarely for a digest. */
  static final int SLOTS = 4;

  private final Buffers buffers;
  private final ArrayBlockingQueue<Slot> free = new ArrayBlockingQueue<>(SLOTS);
  private int made;
  private volatile boolean closed;

  Ring(Buffers buffers) {
    this.buffers = buffers;
  }

  /**
   * Waits until a slot is free. The caller is its first user.
   *
   * @throws InterruptedIOException if the thread is interrupted, which it stays
   */
  Slot take() throws InterruptedIOException {
    Slot slot = free.poll();
    if (slot == null && made < SLOTS) {
      made++;
      slot = new Slot(buffers.take());
    }
    if (slot == null) {
      slot = awaitFree();
    }
    slot.users.set(1);
    slot.length = 0;
    return slot;
  }

  /** Waits until every slot was released by all its users. Nothing can be taken afterwards. */
  void awaitAll() throws InterruptedIOException {
    Slot[] slots = new Slot[made];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = awaitFree();
    }
    for (Slot slot : slots) {
      free.add(slot);
    }
  }

  /** Gives the buffers back, now or when their last user lets go. Does not wait. */
  void close() {
    closed = true;
    Slot slot;
    while ((slot = free.poll()) != null) {
      buffers.giveBack(slot.bytes);
    }
  }

  boolean isClosed() {
    return closed;
  }

  private Slot awaitFree() throws InterruptedIOException {
    try {
      return free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the digests");
    }
  }

  /** A buffer with {@code length} bytes in it. */
  final class Slot {
    final byte[] bytes;
    private final AtomicInteger users = new AtomicInteger();
    int length;

    private Slot(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Adds a user, who will release it too. */
    void retain() {
      users.incrementAndGet();
    }

    void release() {
      if (users.decrementAndGet() > 0) {
        return;
      }
      if (closed) {
        buffers.giveBack(bytes);
      } else {
        free.add(this);
      }
    }
  }
}
