package io.glance.api.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decoders that keep tens of MiB of what they have decoded: only so many at the same time, so that
 * imports need no more memory the more of them there are. Thread-safe.
 */
final class DecoderMemory {
  /**
   * What one decoder may need of the heap, bytes: the most of {@code xz -9}. Data that need more
   * fail. That of zstd needs 128 MiB at most, beside the heap.
   */
  static final long OF_ONE = 66L << 20;

  private static final int SHARE_OF_HEAP = 3;

  private final Semaphore places;

  DecoderMemory(int decoders) {
    places = new Semaphore(decoders, true);
  }

  /** As many as a third of the heap holds, at least one. */
  static DecoderMemory ofHeap(long heap) {
    return new DecoderMemory(Math.clamp(heap / SHARE_OF_HEAP / OF_ONE, 1, 64));
  }

  /** Begins to decode when it is this decoder's turn; it is over when the result is closed. */
  InputStream within(DecodedStream.Decoder decoder) throws IOException {
    try {
      places.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the service is stopping");
    }
    AtomicBoolean isHeld = new AtomicBoolean(true);
    @Nullable InputStream decoded = null;
    try {
      decoded = new Held(decoder.open(), isHeld);
      return decoded;
    } finally {
      if (decoded == null) {
        places.release();
      }
    }
  }

  private final class Held extends FilterInputStream {
    private final AtomicBoolean isHeld;

    Held(InputStream decoded, AtomicBoolean isHeld) {
      super(decoded);
      this.isHeld = isHeld;
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
      } finally {
        if (isHeld.getAndSet(false)) {
          places.release();
        }
      }
    }
  }
}
