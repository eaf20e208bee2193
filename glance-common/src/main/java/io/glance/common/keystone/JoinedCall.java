package io.glance.common.keystone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that everybody who wants it at the same time makes together: the first one makes it, the
 * others wait and get its result or its failure. Thread-safe.
 */
final class JoinedCall<T> {
  private final AtomicReference<@Nullable CompletableFuture<T>> running = new AtomicReference<>();

  T join(Supplier<T> call) {
    CompletableFuture<T> mine = new CompletableFuture<>();
    CompletableFuture<T> other = running.compareAndExchange(null, mine);
    if (other != null) {
      return await(other);
    }
    try {
      return complete(mine, call);
    } finally {
      running.set(null);
    }
  }

  /** Makes the call here and tells whoever waits for {@code future}. */
  static <T> T complete(CompletableFuture<T> future, Supplier<T> call) {
    try {
      T result = call.get();
      future.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
      throw e;
    }
  }

  /** What another thread finds out. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeystoneException.Unanswered("interrupted while waiting for the identity service");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
