package io.glance.api.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How far a fetch has come, for those who read what it has written. One thread reports, any number
 * wait. Thread-safe.
 */
final class FillProgress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private State state = State.OPENING;
  private long readable;
  private int readers;
  private boolean keptForItself;
  private boolean settled;
  private boolean cached;

  enum State {
    /** Nobody knows yet whether there are bytes. */
    OPENING,
    RUNNING,
    /** All bytes can be read. */
    WHOLE,
    /** The rest does not come this way; whoever wants it has to get it himself. */
    BROKEN,
    /** The bytes are not those of the image. */
    WRONG
  }

  /** The fetch failed and the store may have the rest. */
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken() {
      super("the fetch into the cache broke off");
    }
  }

  /** There are bytes, and they begin to come. */
  void opened() {
    moveTo(State.RUNNING);
  }

  /** Bytes up to here are in the file and may be shown. */
  void advance(long to) {
    lock.lock();
    try {
      readable = to;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** No more bytes come. What was whole stays so. */
  void end(State end) {
    moveTo(end);
  }

  /** It is over, also on the disk; whatever ended it, nobody waits for more. */
  void settle(boolean hasEntry) {
    lock.lock();
    try {
      settled = true;
      cached = hasEntry;
      if (state == State.OPENING || state == State.RUNNING) {
        state = State.BROKEN;
      }
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void moveTo(State next) {
    lock.lock();
    try {
      state = state == State.WHOLE ? state : next;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until it is known whether bytes come, and becomes a reader of them.
   *
   * @return false if they do not come this way
   */
  boolean join() throws InterruptedIOException {
    lock.lock();
    try {
      awaitWhile(() -> state == State.OPENING);
      boolean joins = state == State.WHOLE || (state == State.RUNNING && isWantedNow());
      if (joins) {
        readers++;
      }
      return joins;
    } finally {
      lock.unlock();
    }
  }

  /** The first reader; before {@link #opened}. */
  void joinFirst() {
    lock.lock();
    try {
      readers++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      readers--;
    } finally {
      lock.unlock();
    }
  }

  /** From now on the fetch goes on even if nobody reads. */
  void keep() {
    lock.lock();
    try {
      keptForItself = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is worth going on. */
  boolean isWanted() {
    lock.lock();
    try {
      return isWantedNow();
    } finally {
      lock.unlock();
    }
  }

  private boolean isWantedNow() {
    return readers > 0 || keptForItself;
  }

  /**
   * Waits until there is more than {@code position} bytes, or no more will come.
   *
   * @return how many bytes can be read; {@code position} itself at the end
   * @throws Broken if the rest has to be got elsewhere
   * @throws IOException if the bytes are not those of the image
   */
  long awaitBeyond(long position) throws IOException {
    lock.lock();
    try {
      awaitWhile(() -> readable <= position && (state == State.RUNNING || state == State.OPENING));
      if (readable > position || state == State.WHOLE) {
        return readable;
      }
      throw state == State.WRONG
          ? new IOException("the store sent other bytes than those of the image")
          : new Broken();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is over, and says whether there is an entry now. */
  boolean awaitSettled() throws InterruptedIOException {
    lock.lock();
    try {
      awaitWhile(() -> !settled);
      return cached;
    } finally {
      lock.unlock();
    }
  }

  private void awaitWhile(BooleanSupplier goesOn) throws InterruptedIOException {
    try {
      while (goesOn.getAsBoolean()) {
        change.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the cache");
    }
  }
}
