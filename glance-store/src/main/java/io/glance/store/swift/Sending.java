package io.glance.store.swift;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.io.IOCallback;

/**
 * Sends a body, and breaks the connection when Swift takes nothing for too long or the body fails:
 * the end of what was sent must not look like the end of the body.
 */
final class Sending implements IOCallback<OutputStream> {
  private static final int LOOKS = 10;

  private final UploadBody body;
  private final Cancellable request;
  private final Duration patience;
  private final ScheduledExecutorService timer;
  private volatile boolean isWaiting;
  private volatile long waitingSince;
  private volatile boolean isStalled;

  /**
   * @param patience for each piece
   */
  Sending(UploadBody body, Cancellable request, Duration patience, ScheduledExecutorService timer) {
    this.body = body;
    this.request = request;
    this.patience = patience;
    this.timer = timer;
  }

  @Override
  public void execute(OutputStream connection) throws IOException {
    long pause = Math.max(1, patience.toNanos() / LOOKS);
    ScheduledFuture<?> watch =
        timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
    try {
      body.writeTo(new Watched(connection));
    } finally {
      watch.cancel(false);
      if (body.hasFailed()) {
        request.cancel();
      }
    }
  }

  private void look() {
    if (isWaiting && System.nanoTime() - waitingSince > patience.toNanos()) {
      isStalled = true;
      request.cancel();
    }
  }

  private final class Watched extends FilterOutputStream {
    Watched(OutputStream connection) {
      super(connection);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      waitingSince = System.nanoTime();
      isWaiting = true;
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw isStalled ? new SilentSwiftException("Swift took nothing for " + patience, e) : e;
      } finally {
        isWaiting = false;
      }
    }
  }
}
