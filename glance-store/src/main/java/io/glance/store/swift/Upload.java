package io.glance.store.swift;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A PUT whose body is sent piece by piece by one thread, as fast as the connection takes it and no
 * faster. An answer that comes before the body's end ends the sending.
 */
final class Upload implements Flow.Publisher<ByteBuffer> {
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_DEMAND = 1 << 16;

  private final Semaphore demand = new Semaphore(0);
  private final AtomicReference<Flow.@Nullable Subscriber<? super ByteBuffer>> subscriber =
      new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<HttpResponse<ResponseBody>>> answer =
      new AtomicReference<>();
  private final SwiftWaits waits;

  Upload(SwiftWaits waits) {
    this.waits = waits;
  }

  /** Says what will be the answer. */
  void begin(CompletableFuture<HttpResponse<ResponseBody>> response) {
    answer.set(response);
    var _ = response.whenComplete((_, _) -> demand.release());
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> connection) {
    subscriber.set(connection);
    connection.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long pieces) {
            demand.release((int) Math.min(pieces, MOST_DEMAND));
          }

          @Override
          public void cancel() {
            demand.release();
          }
        });
  }

  /**
   * Waits until Swift wants the body, or its next piece.
   *
   * @return false if the answer is here instead
   * @throws HttpTimeoutException if it neither takes anything nor answers
   */
  boolean isWanted() throws IOException {
    if (!acquire()) {
      throw new HttpTimeoutException("Swift took nothing for " + waits.answer());
    }
    demand.release();
    return !response().isDone();
  }

  /**
   * Sends a piece, which must not be changed any more.
   *
   * @return false if the answer is here instead
   */
  boolean send(ByteBuffer piece) throws IOException {
    if (!isWanted()) {
      return false;
    }
    demand.acquireUninterruptibly();
    Flow.Subscriber<? super ByteBuffer> connection = subscriber.get();
    if (connection == null) {
      throw new IllegalStateException("a piece was wanted by nobody");
    }
    connection.onNext(piece);
    return true;
  }

  /** The answer, after all was sent or instead. */
  SwiftAnswer finish() throws IOException {
    Flow.Subscriber<? super ByteBuffer> connection = subscriber.get();
    if (connection != null && !response().isDone()) {
      connection.onComplete();
    }
    HttpResponse<ResponseBody> response = await(waits.commit());
    try (ResponseBody body = response.body()) {
      return new SwiftAnswer(
          response.statusCode(),
          response.headers(),
          new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
    }
  }

  /** Breaks the connection if there is no answer yet, so that Swift keeps nothing. */
  void abort() {
    CompletableFuture<HttpResponse<ResponseBody>> response = answer.get();
    Flow.Subscriber<? super ByteBuffer> connection = subscriber.get();
    if (response != null && !response.isDone()) {
      if (connection != null) {
        connection.onError(new IOException("the upload was given up"));
      }
      response.cancel(true);
    }
  }

  private boolean acquire() throws InterruptedIOException {
    try {
      return demand.tryAcquire(waits.answer().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private HttpResponse<ResponseBody> await(Duration patience) throws IOException {
    try {
      return response().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("Swift did not answer for " + patience);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? new IOException("the connection to Swift broke: " + failure.getMessage(), failure)
          : new IOException("the connection to Swift broke", e.getCause());
    }
  }

  private CompletableFuture<HttpResponse<ResponseBody>> response() {
    CompletableFuture<HttpResponse<ResponseBody>> response = answer.get();
    if (response == null) {
      throw new IllegalStateException("the upload has not begun");
    }
    return response;
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while sending to Swift");
  }
}
