package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Platform threads that call into Ceph's libraries. A call holds the processor's thread it runs on,
 * so that the virtual threads of requests wait for these instead of calling themselves. There are
 * as many as calls at the same time, and none for a minute without calls.
 */
final class NativeThreads {
  private static final Logger log = LoggerFactory.getLogger(NativeThreads.class);

  private final ExecutorService threads;

  /**
   * @param name of the threads, for those who read a thread dump
   */
  NativeThreads(String name) {
    threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  /**
   * Runs work and waits for it, also when the caller is interrupted meanwhile, which it stays:
   * calls cannot be broken off, and what they use must not be taken from under them. Work that
   * takes too long goes on without the caller, and what it answers then is closed.
   *
   * @throws StoreException.Unavailable if it takes longer than {@code limit}
   */
  <T extends @Nullable Object> T call(Duration limit, Work<T> work) throws IOException {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(() -> complete(result, work));
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw thrownBy(e);
    } catch (TimeoutException e) {
      var _ = result.thenAccept(NativeThreads::close);
      throw new StoreException.Unavailable("The Ceph cluster does not answer.", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs some time, without anybody waiting. */
  void start(Runnable work) {
    threads.execute(work);
  }

  static void requireNotInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while working on an RBD image");
    }
  }

  private static <T extends @Nullable Object> void complete(
      CompletableFuture<T> result, Work<T> work) {
    try {
      result.complete(work.run());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private static void close(@Nullable Object late) {
    try {
      if (late instanceof AutoCloseable resource) {
        resource.close();
      }
    } catch (Exception e) {
      log.warn("What came too late could not be closed", e);
    }
  }

  private static IOException thrownBy(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException failure -> failure;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      case null, default -> throw new IllegalStateException(e);
    };
  }

  interface Work<T extends @Nullable Object> {
    T run() throws IOException;
  }
}
