package io.glance.api.cache;

import io.glance.common.error.GlanceException;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store with one image that gives so many bytes as it is let, breaks off when told to, and counts
 * who opens it. Thread-safe.
 */
final class SlowSource implements ImageSource {
  static final int PORTION = 10_000;

  private final byte[] data;
  private final Semaphore portions = new Semaphore(0);
  private final AtomicInteger open = new AtomicInteger();
  private final List<ByteRange> opened = Collections.synchronizedList(new ArrayList<>());
  private volatile long breaksAt = Long.MAX_VALUE;
  private volatile boolean badly;
  private volatile boolean absent;
  private volatile boolean silent;
  private volatile boolean onlyWhole;

  SlowSource(byte[] data) {
    this.data = data;
  }

  /** Lets this many more portions out; all together, whoever reads them. */
  void let(int more) {
    portions.release(more);
  }

  void letAll() {
    portions.release(1_000_000);
  }

  /** The next streams fail when they come to this byte. */
  void breakAt(long position) {
    breaksAt = position;
  }

  /** The next streams fail there as nobody expects it. */
  void failAt(long position) {
    breaksAt = position;
    badly = true;
  }

  void mend() {
    badly = false;
    breaksAt = Long.MAX_VALUE;
  }

  void disappear() {
    absent = true;
  }

  void fallSilent() {
    silent = true;
  }

  void cannotBeginInTheMiddle() {
    onlyWhole = true;
  }

  List<ByteRange> opened() {
    return List.copyOf(opened);
  }

  int openStreams() {
    return open.get();
  }

  @Override
  public Optional<OpenImage> open(ByteRange range) {
    opened.add(range);
    if (silent || (onlyWhole && !range.isAll())) {
      throw new GlanceException.Unavailable(null);
    }
    if (absent) {
      return Optional.empty();
    }
    int length = (int) range.lengthIn(data.length);
    open.incrementAndGet();
    InputStream bytes = new ByteArrayInputStream(data, (int) range.offset(), length);
    return Optional.of(OpenImage.of(new Portions(bytes, range.offset()), length));
  }

  private final class Portions extends FilterInputStream {
    private final long breaking = breaksAt;
    private final boolean failing = badly;
    private long position;
    private boolean closed;

    Portions(InputStream in, long from) {
      super(in);
      position = from;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        portions.acquire();
      } catch (InterruptedException e) {
        throw new InterruptedIOException(e.toString());
      }
      if (position >= breaking && failing) {
        throw new StackOverflowError("of a test");
      }
      if (position >= breaking) {
        throw new IOException("the store broke off");
      }
      int read = super.read(target, offset, Math.min(length, PORTION));
      position += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
      super.close();
    }
  }
}
