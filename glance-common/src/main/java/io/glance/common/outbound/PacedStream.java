package io.glance.common.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A body that has to come at some pace: a server that sends a byte now and then, or lets its reader
 * wait within a chunk's frame, would hold that reader for ever. Only time spent waiting counts, so
 * that a reader may be as slow as it likes. For one reader.
 */
final class PacedStream extends FilterInputStream {
  private static final int LOOKS = 10;
  private static final int SKIPPED_AT_ONCE = 8192;

  private final Duration most;
  private final Runnable end;
  private final ScheduledFuture<?> watch;
  private int arrived;
  private final AtomicLong waited = new AtomicLong();
  private volatile long waitingSince;
  private volatile boolean isWaiting;
  private volatile boolean isTooSlow;

  /**
   * @param most to wait for each {@link OutboundSettings.Waits#PIECE_BYTES}
   * @param end makes a read that waits fail
   */
  PacedStream(InputStream body, Duration most, Runnable end, ScheduledExecutorService timer) {
    super(body);
    this.most = most;
    this.end = end;
    long pause = Math.max(1, most.toNanos() / LOOKS);
    this.watch = timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
  }

  private void look() {
    long now = isWaiting ? System.nanoTime() - waitingSince : 0;
    if (waited.get() + now > most.toNanos()) {
      isTooSlow = true;
      watch.cancel(false);
      end.run();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    waitingSince = System.nanoTime();
    isWaiting = true;
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (IOException e) {
      throw isTooSlow ? slow(e) : e;
    } finally {
      isWaiting = false;
    }
    account(count, System.nanoTime() - waitingSince);
    if (isTooSlow) {
      throw slow(null);
    }
    return count;
  }

  private void account(int count, long nanos) {
    arrived += Math.max(0, count);
    if (arrived >= OutboundSettings.Waits.PIECE_BYTES) {
      arrived = 0;
      waited.set(0);
    } else {
      waited.addAndGet(nanos);
    }
  }

  private IOException slow(@Nullable IOException cause) {
    SlowAnswerException slow = new SlowAnswerException(most);
    if (cause != null) {
      slow.initCause(cause);
    }
    return slow;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] dropped = new byte[(int) Math.min(Math.max(0, count), SKIPPED_AT_ONCE)];
    return dropped.length == 0 ? 0 : Math.max(0, read(dropped, 0, dropped.length));
  }

  /** Ends the watch; what is below stays open. */
  @Override
  public void close() {
    watch.cancel(false);
  }
}
