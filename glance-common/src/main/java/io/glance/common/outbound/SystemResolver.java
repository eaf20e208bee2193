package io.glance.common.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The operating system's resolver. A lookup holds a thread in native code, so lookups have threads
 * of their own, as many as {@value #THREADS}; a caller never waits longer than {@value #SECONDS}
 * seconds, however many others wait.
 */
final class SystemResolver implements Resolver {
  static final SystemResolver INSTANCE = new SystemResolver();
  static final int SECONDS = 10;
  private static final int THREADS = 32;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("resolver-", 0).factory());

  private SystemResolver() {
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public List<InetAddress> resolve(String name) throws UnknownHostException {
    Future<InetAddress[]> lookup = threads.submit(() -> InetAddress.getAllByName(name + "."));
    try {
      return List.of(lookup.get(SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw unknown(name, "not found", e);
    } catch (TimeoutException e) {
      throw unknown(name, "no answer within %d seconds".formatted(SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(name, "interrupted", e);
    } finally {
      lookup.cancel(false);
    }
  }

  private static UnknownHostException unknown(String name, String why, Exception cause) {
    UnknownHostException unknown = new UnknownHostException("%s: %s".formatted(name, why));
    unknown.initCause(cause);
    return unknown;
  }
}
