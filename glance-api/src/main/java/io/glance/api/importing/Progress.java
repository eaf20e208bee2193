package io.glance.api.importing;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.imagedata.UploadBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * How far an import is: watches the bytes go by, tells the registry from time to time, and stops
 * them when the import is not ours any more or its image is gone. For one thread.
 */
final class Progress {
  private static final long MEBIBYTE = 1 << 20;
  private static final Duration BETWEEN = Duration.ofSeconds(60);

  private final Job job;
  private final Hold hold;
  private final ImportJournal journal;
  private final long cap;
  private long told = System.nanoTime();

  /**
   * @param cap bytes of an image at most
   */
  Progress(Job job, Hold hold, ImportJournal journal, long cap) {
    this.job = job;
    this.hold = hold;
    this.journal = journal;
    this.cap = cap;
  }

  /** The same bytes, on their way to a store. */
  UploadBody watch(InputStream source) {
    return new UploadBody(new Counting(source), cap, hold::isLost);
  }

  /** Whether the import is not ours to go on with: somebody else has it, or the service stops. */
  boolean isStopped() {
    return hold.isLost() || Thread.currentThread().isInterrupted();
  }

  private void see(long count) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the service is stopping");
    }
    if (System.nanoTime() - told >= BETWEEN.toNanos()) {
      told = System.nanoTime();
      journal.progress(job.transfer(), "Copied %d MiB".formatted(count / MEBIBYTE));
    }
  }

  private final class Counting extends InputStream {
    private final InputStream source;
    private long count;

    Counting(InputStream source) {
      this.source = source;
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
      see(count);
      return got;
    }
  }
}
