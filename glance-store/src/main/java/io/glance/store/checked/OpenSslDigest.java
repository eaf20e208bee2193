package io.glance.store.checked;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A digest that OpenSSL computes, of the bytes where they are: nothing is copied. It has some
 * hundred bytes outside the heap until it is closed.
 */
final class OpenSslDigest implements ByteDigest {
  private final OpenSsl library;
  private final MemorySegment context;
  private final int digestBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  /**
   * @param type of digest, of the library
   */
  OpenSslDigest(OpenSsl library, MemorySegment type, int digestBytes) {
    this.library = library;
    this.digestBytes = digestBytes;
    this.context = library.newContext();
    try {
      library.begin(context, type);
    } catch (RuntimeException | Error e) {
      library.free(context);
      throw e;
    }
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      requireOpen();
      library.update(context, MemorySegment.ofArray(bytes).asSlice(offset, length));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public byte[] digest() {
    lock.lock();
    try (Arena arena = Arena.ofConfined()) {
      requireOpen();
      MemorySegment result = arena.allocate(OpenSsl.LONGEST_DIGEST);
      library.end(context, result);
      return result.asSlice(0, digestBytes).toArray(ValueLayout.JAVA_BYTE);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        library.free(context);
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the digest is closed");
    }
  }
}
