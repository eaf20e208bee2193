package io.glance.store.s3;

import io.glance.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much memory parts may take while they are gathered and sent, over all uploads of the process.
 * Thread-safe.
 */
final class PartMemory {
  private static final int SHARE_OF_HEAP = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final int total;
  private final Duration patience;
  private final Semaphore pieces;

  PartMemory(long bytes) {
    this(bytes, PATIENCE);
  }

  /**
   * @param patience how long an upload waits for memory that others have
   */
  PartMemory(long bytes, Duration patience) {
    this.patience = patience;
    total = Math.clamp(bytes / PartBuffer.PIECE, 1, Integer.MAX_VALUE);
    pieces = new Semaphore(total, true);
  }

  /** A quarter of the heap. */
  static PartMemory ofThisProcess() {
    return new PartMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** Room for a part, if there is all of it now. The caller closes it. */
  Optional<PartBuffer> tryTake(long bytes) {
    int wanted = piecesFor(bytes);
    boolean fits = bytes <= (long) total * PartBuffer.PIECE;
    return fits && pieces.tryAcquire(wanted)
        ? Optional.of(new PartBuffer(bytes, new Room(wanted, wanted)))
        : Optional.empty();
  }

  /**
   * A part that takes its memory when its first byte is there, so that who says nothing keeps none.
   * A part larger than all there is gets all of it, and takes more. The caller closes it.
   */
  PartBuffer gather(long bytes) {
    return new PartBuffer(bytes, new Room(piecesFor(bytes), 0));
  }

  private int piecesFor(long bytes) {
    return Math.clamp(Math.ceilDiv(bytes, PartBuffer.PIECE), 1, total);
  }

  /**
   * What one part has of the memory, all or nothing: parts that waited for each other's memory half
   * full would wait for ever. For one thread at a time.
   */
  final class Room {
    private final int wanted;
    private int taken;

    private Room(int wanted, int taken) {
      this.wanted = wanted;
      this.taken = taken;
    }

    /**
     * Takes it, if it was not taken yet.
     *
     * @throws StoreException.Unavailable if others keep it for too long
     */
    void take() throws IOException {
      if (taken > 0) {
        return;
      }
      try {
        if (!pieces.tryAcquire(wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new StoreException.Unavailable("Too many uploads to S3 wait for their data.");
        }
      } catch (InterruptedException _) {
        throw S3Errors.interrupted();
      }
      taken = wanted;
    }

    void giveBack() {
      pieces.release(taken);
      taken = 0;
    }
  }
}
