package io.glance.store.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aligned memory for writing past the page cache: few pairs of buffers, kept for ever. Thread-safe.
 */
final class DirectBuffers {
  /** Bytes of one buffer; large enough that the disk needs no second request in its queue. */
  static final int SIZE = 1024 * 1024;

  /** Largest block size of a disk that is served. */
  static final int ALIGNMENT = 4096;

  static final int PAIRS = 16;

  /** Those of the process. */
  static final DirectBuffers SHARED = new DirectBuffers(ByteBuffer::allocateDirect);

  private static final Logger log = LoggerFactory.getLogger(DirectBuffers.class);

  private final IntFunction<ByteBuffer> memory;
  private final Deque<Pair> idle = new ArrayDeque<>();
  private int made;

  /**
   * @param memory gives so many bytes outside the heap, or throws {@link OutOfMemoryError}
   */
  DirectBuffers(IntFunction<ByteBuffer> memory) {
    this.memory = memory;
  }

  /** Empty buffers, or null if all are in use or there is no memory for more. */
  synchronized @Nullable Pair take() {
    Pair pair = idle.poll();
    return pair == null && made < PAIRS ? make() : pair;
  }

  /** No transfer from or to the buffers may be under way. */
  synchronized void giveBack(Pair pair) {
    pair.one().clear();
    pair.other().clear();
    idle.push(pair);
  }

  /** The heap is not what is full, so the process can go on: it survives this error. */
  private @Nullable Pair make() {
    try {
      Pair pair = new Pair(aligned(), aligned());
      made++;
      return pair;
    } catch (OutOfMemoryError e) {
      log.debug("No memory for more than {} pairs of buffers", made, e);
      return null;
    }
  }

  private ByteBuffer aligned() {
    return memory.apply(SIZE + ALIGNMENT).alignedSlice(ALIGNMENT).slice(0, SIZE);
  }

  record Pair(ByteBuffer one, ByteBuffer other) {}
}
