package io.glance.api.importing;

import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.imagedata.TransferKeeper.Hold;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs imports, only so many at the same time. Those that wait are held as well: nobody takes them
 * for abandoned.
 *
 * <p>When the service stops, imports get some time to end. What does not is stopped where it is and
 * cleaned up by whoever finds it.
 */
@Component
final class ImportRunner implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);

  /**
   * With the requests before it and what comes after, well below a service manager's 90 seconds.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ImportWork work;
  private final TransferKeeper keeper;
  private final Semaphore places;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  ImportRunner(ImportWork work, TransferKeeper keeper, TaskPoolProperties pool) {
    this.work = work;
    this.keeper = keeper;
    this.places = new Semaphore(pool.taskPoolThreads(), true);
  }

  void submit(Job job) {
    Hold hold = keeper.hold(job.transfer());
    Thread thread =
        Thread.ofVirtual().name("import-" + job.imageId()).unstarted(() -> run(job, hold));
    threads.add(thread);
    thread.start();
  }

  private void run(Job job, Hold hold) {
    try (hold) {
      places.acquire();
      try {
        work.run(job, hold);
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      log.info("import of image {} is left to be cleaned up", job.imageId());
    } catch (RuntimeException e) {
      log.error("import of image {} is left to be cleaned up", job.imageId(), e);
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : threads) {
      join(thread, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    threads.forEach(Thread::interrupt);
    threads.forEach(thread -> join(thread, Duration.ofSeconds(5)));
  }

  private static void join(Thread thread, Duration longest) {
    try {
      thread.join(longest);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Begins before requests are taken and ends when the last one is answered. */
  @Override
  public int getPhase() {
    return 1;
  }
}
