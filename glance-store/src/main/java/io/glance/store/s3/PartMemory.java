package io.glance.store.s3;

import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * How much memory parts may take while they are gathered and sent, over all uploads of the process.
 * Thread-safe.
 */
final class PartMemory {
  private static final int SHARE_OF_HEAP = 4;

  private final int total;
  private final Semaphore pieces;

  PartMemory(long bytes) {
    total = Math.clamp(bytes / PartBuffer.PIECE, 1, Integer.MAX_VALUE);
    pieces = new Semaphore(total);
  }

  /** A quarter of the heap. */
  static PartMemory ofThisProcess() {
    return new PartMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** Room for a part, if there is any now. The caller closes it. */
  Optional<PartBuffer> tryTake(long bytes) {
    int wanted = piecesFor(bytes);
    boolean fits = bytes <= (long) total * PartBuffer.PIECE;
    return fits && pieces.tryAcquire(wanted)
        ? Optional.of(buffer(bytes, wanted))
        : Optional.empty();
  }

  /**
   * Room for a part, as soon as there is any. The caller closes it. Whoever holds other room
   * meanwhile may wait forever. A part larger than all there is gets all of it, and takes more.
   */
  PartBuffer take(long bytes) throws InterruptedIOException {
    int wanted = piecesFor(bytes);
    try {
      pieces.acquire(wanted);
    } catch (InterruptedException _) {
      throw S3Errors.interrupted();
    }
    return buffer(bytes, wanted);
  }

  private int piecesFor(long bytes) {
    return Math.clamp(Math.ceilDiv(bytes, PartBuffer.PIECE), 1, total);
  }

  private PartBuffer buffer(long bytes, int taken) {
    return new PartBuffer(bytes, () -> pieces.release(taken));
  }
}
