package io.glance.store.swift;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer while it arrives: a few buffers ahead of its reader and no more. A reader
 * who waits too long for the next bytes gets an {@link HttpTimeoutException}; the stream that
 * {@code java.net.http} has would wait for ever. Read by one thread.
 */
final class ResponseBody extends InputStream implements HttpResponse.BodySubscriber<ResponseBody> {
  /** Buffers of {@code java.net.http}, 16 KiB each. */
  private static final int AHEAD = 32;

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Duration patience;
  private List<ByteBuffer> current = List.of();
  private int next;
  private @Nullable Signal end;

  ResponseBody(Duration patience) {
    this.patience = patience;
  }

  private sealed interface Signal {
    record Bytes(List<ByteBuffer> buffers) implements Signal {}

    record End() implements Signal {}

    record Failure(Throwable cause) implements Signal {}
  }

  @Override
  public CompletionStage<ResponseBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription upstream) {
    if (!subscription.compareAndSet(null, upstream) || closed.get()) {
      upstream.cancel();
      return;
    }
    upstream.request(AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal.Bytes(buffers));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.Failure(failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    ByteBuffer buffer = buffer();
    if (buffer == null) {
      return -1;
    }
    int read = Math.min(length, buffer.remaining());
    buffer.get(target, offset, read);
    return read;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Flow.Subscription upstream = subscription.get();
      if (upstream != null && end == null) {
        upstream.cancel();
      }
      signals.clear();
      current = List.of();
    }
  }

  private @Nullable ByteBuffer buffer() throws IOException {
    while (true) {
      while (next < current.size()) {
        ByteBuffer candidate = current.get(next);
        if (candidate.hasRemaining()) {
          return candidate;
        }
        next++;
      }
      switch (signal()) {
        case Signal.Bytes bytes -> {
          current = bytes.buffers();
          next = 0;
          requestMore();
        }
        case Signal.End _ -> {
          return null;
        }
        case Signal.Failure failure ->
            throw new IOException("Swift's answer broke off", failure.cause());
      }
    }
  }

  private void requestMore() {
    Flow.Subscription upstream = subscription.get();
    if (upstream != null) {
      upstream.request(1);
    }
  }

  private Signal signal() throws IOException {
    if (closed.get()) {
      throw new IOException("the stream is closed");
    }
    if (end != null) {
      return end;
    }
    Signal signal = poll();
    if (signal == null) {
      throw new HttpTimeoutException("Swift sent nothing for " + patience);
    }
    if (!(signal instanceof Signal.Bytes)) {
      end = signal;
    }
    return signal;
  }

  private @Nullable Signal poll() throws InterruptedIOException {
    try {
      return signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading from Swift");
    }
  }
}
