package io.glance.api.importing;

import io.glance.api.imagedata.UploadBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How far an import is: watches the bytes go by, tells the registry from time to time, and stops
 * them when the import is not ours any more or its image is gone. Thread-safe; the streams that it
 * watches are for one thread each.
 */
final class Progress {
  private static final long MEBIBYTE = 1 << 20;
  private static final Duration BETWEEN = Duration.ofSeconds(60);

  private final BooleanSupplier lost;
  private final Consumer<String> listener;
  private final long cap;
  private final AtomicLong told = new AtomicLong(System.nanoTime());
  private volatile boolean givenUp;

  /**
   * @param lost whether the import is somebody else's by now
   * @param listener is told from time to time
   * @param cap bytes of an image at most
   */
  Progress(BooleanSupplier lost, Consumer<String> listener, long cap) {
    this.lost = lost;
    this.listener = listener;
    this.cap = cap;
  }

  /** The same bytes, on their way to a store. */
  UploadBody watch(InputStream source) {
    return new UploadBody(new Counting(source, true), cap, lost);
  }

  /** Whether the import is not ours to go on with: somebody else has it, or the service stops. */
  boolean isStopped() {
    return lost.getAsBoolean() || Thread.currentThread().isInterrupted();
  }

  /** One part of the import failed: the others stop where they are. */
  void giveUp() {
    givenUp = true;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** The same bytes, on their way to a step before, whose results are what is told of. */
  UploadBody guard(InputStream source) {
    return new UploadBody(new Counting(source, false), cap, lost);
  }

  /**
   * @throws InterruptedIOException if the import has to stop where it is
   */
  void requireGoingOn() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the service is stopping");
    }
    if (lost.getAsBoolean()) {
      throw new InterruptedIOException("the import is somebody else's by now");
    }
    if (givenUp) {
      throw new InterruptedIOException("another part of the import failed");
    }
  }

  private void tell(long count) {
    long last = told.get();
    long now = System.nanoTime();
    if (now - last >= BETWEEN.toNanos() && told.compareAndSet(last, now)) {
      listener.accept("Copied %d MiB".formatted(count / MEBIBYTE));
    }
  }

  private final class Counting extends InputStream {
    private final InputStream source;
    private final boolean tells;
    private long count;

    Counting(InputStream source, boolean tells) {
      this.source = source;
      this.tells = tells;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = source.read(target, offset, length);
      if (got > 0) {
        count += got;
      }
      requireGoingOn();
      if (tells) {
        tell(count);
      }
      return got;
    }
  }
}
