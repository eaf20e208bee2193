package io.glance.store.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Aligned memory for writing past the page cache: few pairs of buffers, kept for ever. */
final class DirectBuffers {
  /** Bytes of one buffer; large enough that the disk needs no second request in its queue. */
  static final int SIZE = 1024 * 1024;

  /** Largest block size of a disk that is served. */
  private static final int ALIGNMENT = 4096;

  private static final int PAIRS = 16;

  private static final Deque<Pair> IDLE = new ArrayDeque<>();
  private static int made;

  private DirectBuffers() {}

  /** Empty buffers, or null if all are in use. */
  static synchronized @Nullable Pair take() {
    Pair pair = IDLE.poll();
    if (pair == null && made < PAIRS) {
      made++;
      pair = new Pair(aligned(), aligned());
    }
    return pair;
  }

  /** No transfer from or to the buffers may be under way. */
  static synchronized void giveBack(Pair pair) {
    pair.one().clear();
    pair.other().clear();
    IDLE.push(pair);
  }

  private static ByteBuffer aligned() {
    return ByteBuffer.allocateDirect(SIZE + ALIGNMENT).alignedSlice(ALIGNMENT).slice(0, SIZE);
  }

  record Pair(ByteBuffer one, ByteBuffer other) {}
}
