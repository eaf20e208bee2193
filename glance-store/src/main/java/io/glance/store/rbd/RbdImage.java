package io.glance.store.rbd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An open image. Transfers that were started are waited for before it is closed: librbd would go on
 * with memory that is not its any more. Used on {@link NativeThreads} only, by one thread at a
 * time.
 */
final class RbdImage implements AutoCloseable {
  private static final int LONGEST_ID = 256;

  private final LibRbd rbd;
  private final RbdPool pool;
  private final MemorySegment handle;
  private final Deque<Transfer> transfers = new ArrayDeque<>();
  private boolean closed;

  RbdImage(LibRbd rbd, RbdPool pool, MemorySegment handle) {
    this.rbd = rbd;
    this.pool = pool;
    this.handle = handle;
  }

  /** What no other image of the pool has, nor will have under the same name. */
  String id() throws CephError {
    requireOpen();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(LONGEST_ID);
      pool.call(rbd.id(), handle, text, (long) LONGEST_ID);
      return text.getString(0);
    }
  }

  /** Bytes. */
  long size() throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
      call(rbd.size(), size);
      return size.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  /** When it was made or, to a minute, written to last. */
  Instant changed() throws CephError {
    Instant created = time(rbd.names().created());
    Instant modified = time(rbd.names().modified());
    return modified.isAfter(created) ? modified : created;
  }

  /** Of a {@code struct timespec}. */
  private Instant time(NativeFunction function) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
      call(function, time);
      return Instant.ofEpochSecond(
          time.getAtIndex(ValueLayout.JAVA_LONG, 0), time.getAtIndex(ValueLayout.JAVA_LONG, 1));
    }
  }

  void resize(long size) throws CephError {
    call(rbd.resize(), size);
  }

  /** Waits until all that was written is durable. */
  void flush() throws CephError {
    call(rbd.flush());
  }

  void createSnapshot(String name) throws CephError {
    callNaming(rbd.snapshots().create(), name);
  }

  /**
   * @throws CephError NOT_FOUND if there is none, BUSY if it is protected
   */
  void removeSnapshot(String name) throws CephError {
    callNaming(rbd.snapshots().remove(), name);
  }

  void protectSnapshot(String name) throws CephError {
    callNaming(rbd.snapshots().protect(), name);
  }

  /**
   * @throws CephError NOT_FOUND if there is none, INVALID if it is not protected, BUSY if it has
   *     clones
   */
  void unprotectSnapshot(String name) throws CephError {
    callNaming(rbd.snapshots().unprotect(), name);
  }

  /**
   * Starts to write the first bytes of a buffer, which is not touched until the transfer was waited
   * for, unless this fails.
   *
   * @param offset in the image, bytes
   */
  void startWrite(NativeBuffer buffer, int length, long offset) throws CephError {
    start(rbd.asynchronous().write(), buffer, length, offset);
  }

  /** Starts to read into a buffer, likewise. */
  void startRead(NativeBuffer buffer, int length, long offset) throws CephError {
    start(rbd.asynchronous().read(), buffer, length, offset);
  }

  /** How many transfers were started and not waited for. */
  int transfers() {
    return transfers.size();
  }

  /**
   * Waits for the transfer that was started first.
   *
   * @return its buffer, which is the caller's again
   * @throws CephError if it failed; its buffer was given back
   */
  NativeBuffer await() throws IOException {
    Transfer transfer = transfers.remove();
    try {
      finish(transfer);
      return transfer.buffer();
    } catch (IOException | RuntimeException e) {
      transfer.buffer().giveBack();
      throw e;
    }
  }

  /** Waits for all transfers, whatever comes of them, and closes. May be repeated. */
  @Override
  public void close() throws CephError {
    if (closed) {
      return;
    }
    closed = true;
    for (Transfer transfer : transfers) {
      rbd.asynchronous().await().run(transfer.completion());
      rbd.asynchronous().release().run(transfer.completion());
      transfer.buffer().giveBack();
    }
    transfers.clear();
    pool.call(rbd.close(), handle);
  }

  private void start(NativeFunction transfer, NativeBuffer buffer, int length, long offset)
      throws CephError {
    requireOpen();
    MemorySegment completion = newCompletion();
    try {
      pool.call(transfer, handle, offset, (long) length, buffer.bytes(), completion);
    } catch (CephError e) {
      rbd.asynchronous().release().run(completion);
      throw e;
    }
    transfers.add(
        new Transfer(buffer, length, completion, transfer.equals(rbd.asynchronous().read())));
  }

  private void finish(Transfer transfer) throws IOException {
    long moved;
    try {
      pool.call(rbd.asynchronous().await(), transfer.completion());
      moved = pool.call(rbd.asynchronous().result(), transfer.completion());
    } finally {
      rbd.asynchronous().release().run(transfer.completion());
    }
    if (transfer.isRead() && moved != transfer.length()) {
      throw new IOException("an RBD image gave %d of %d bytes".formatted(moved, transfer.length()));
    }
  }

  private MemorySegment newCompletion() throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ValueLayout.ADDRESS);
      rbd.asynchronous().createCompletion().call(MemorySegment.NULL, MemorySegment.NULL, address);
      return address.get(ValueLayout.ADDRESS, 0);
    }
  }

  private void callNaming(NativeFunction function, String name) throws CephError {
    try (Arena arena = Arena.ofConfined()) {
      call(function, arena.allocateFrom(name));
    }
  }

  private void call(NativeFunction function) throws CephError {
    requireOpen();
    pool.call(function, handle);
  }

  private void call(NativeFunction function, Object argument) throws CephError {
    requireOpen();
    pool.call(function, handle, argument);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the image is closed");
    }
  }

  /**
   * @param length bytes that are to move
   */
  private record Transfer(
      NativeBuffer buffer, int length, MemorySegment completion, boolean isRead) {}
}
