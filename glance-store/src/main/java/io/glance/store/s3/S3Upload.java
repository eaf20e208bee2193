package io.glance.store.s3;

import io.glance.store.StoreException;
import io.glance.store.s3.S3Uploads.Handle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One image on its way in parts, several at once. Closed before it is complete, it leaves no part.
 * For one thread.
 */
final class S3Upload implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(S3Upload.class);
  private static final int ABORTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 200;

  private final S3Bucket bucket;
  private final Handle handle;
  private final int mostAtOnce;
  private final Semaphore slots;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NavigableMap<Integer, CompletedPart> parts = new ConcurrentSkipListMap<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private boolean over;
  private boolean leftParts;

  private S3Upload(S3Bucket bucket, Handle handle, int mostAtOnce) {
    this.bucket = bucket;
    this.handle = handle;
    this.mostAtOnce = mostAtOnce;
    slots = new Semaphore(mostAtOnce);
  }

  static S3Upload start(S3Bucket bucket, NewObject object, int mostAtOnce) throws IOException {
    return new S3Upload(bucket, bucket.uploads().start(object), mostAtOnce);
  }

  /**
   * Sends a part, in the background if not too many are on their way already, and closes it.
   *
   * @throws IOException if another part failed
   */
  void send(int number, PartBuffer part) throws IOException {
    try {
      acquire(1);
    } catch (IOException e) {
      part.close();
      throw e;
    }
    threads.execute(() -> {
      try (part) {
        parts.put(number, bucket.uploads().put(handle, number, part));
      } catch (IOException | RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } finally {
        slots.release();
      }
    });
    throwFailure();
  }

  /** Sends a part while its bytes come. */
  void send(int number, OneTimeBody part) throws IOException {
    parts.put(number, bucket.uploads().put(handle, number, part));
    throwFailure();
  }

  /** Waits until a part has arrived. False if none is on its way. */
  boolean awaitAny() throws IOException {
    if (slots.availablePermits() == mostAtOnce) {
      return false;
    }
    int free = slots.drainPermits();
    try {
      acquire(1);
      slots.release();
    } finally {
      slots.release(free);
    }
    throwFailure();
    return true;
  }

  /** Waits until all parts have arrived. */
  void awaitAll() throws IOException {
    acquire(mostAtOnce);
    slots.release(mostAtOnce);
    throwFailure();
  }

  boolean hasParts() {
    return !parts.isEmpty();
  }

  /**
   * Makes the object.
   *
   * @throws StoreException.Duplicate if there is such an object, and the server looks
   */
  void complete() throws IOException {
    bucket.uploads().complete(handle, parts);
  }

  /** To be called when the object is there. */
  void succeeded() {
    over = true;
  }

  /** Of the object, unless the server encrypts it. */
  Optional<String> etag() {
    return Optional.of(
        Etags.ofParts(parts.values().stream().map(part -> Etags.plain(part.eTag())).toList()));
  }

  /** Whether parts stayed when it was closed. */
  boolean leftParts() {
    return leftParts;
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    threads.shutdownNow();
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (!over) {
      over = true;
      abort();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void abort() {
    long pause = FIRST_PAUSE_MILLIS;
    for (int i = 1; ; i++) {
      try {
        bucket.uploads().abort(handle);
        return;
      } catch (IOException e) {
        if (i == ABORTS) {
          log.warn("Parts of {} are left in bucket {}", handle.key(), bucket.name(), e);
          leftParts = true;
          return;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(pause);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      pause *= 2;
    }
  }

  private void acquire(int permits) throws InterruptedIOException {
    try {
      slots.acquire(permits);
    } catch (InterruptedException _) {
      throw S3Errors.interrupted();
    }
  }

  private void throwFailure() throws IOException {
    Throwable first = failure.get();
    if (first != null) {
      Failures.rethrow(first);
    }
  }
}
