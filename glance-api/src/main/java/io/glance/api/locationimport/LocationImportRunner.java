package io.glance.api.locationimport;

import io.glance.api.imagedata.Leftovers;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.importing.TaskPoolProperties;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs imports of locations, only so many at the same time. A deletion of the image on this node
 * ends one at once; on another node it is noticed with the next sign of life.
 *
 * <p>When the service stops, imports get some time to end. What does not is stopped where it is and
 * cleaned up, or gone on with, by whoever finds it.
 */
@Component
final class LocationImportRunner implements SmartLifecycle, Leftovers {
  private static final Logger log = LoggerFactory.getLogger(LocationImportRunner.class);

  /** Computing digests is done again elsewhere, verifying is not. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LocationImportWork work;
  private final TransferKeeper keeper;
  private final Semaphore places;

  /** By the ids of their images, each of which has one at most. */
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  private volatile boolean running;

  LocationImportRunner(LocationImportWork work, TransferKeeper keeper, TaskPoolProperties pool) {
    this.work = work;
    this.keeper = keeper;
    this.places = new Semaphore(pool.taskPoolThreads(), true);
  }

  void submit(LocationJob job) {
    Hold hold = keeper.hold(job.transfer());
    Thread thread =
        Thread.ofVirtual().name("location-" + job.imageId()).unstarted(() -> run(job, hold));
    threads.put(job.imageId(), thread);
    thread.start();
  }

  private void run(LocationJob job, Hold hold) {
    try (hold) {
      places.acquire();
      try {
        work.run(job, hold);
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      log.info("location of image {} is left to be cleaned up", job.imageId());
    } catch (RuntimeException e) {
      log.error("location of image {} is left to be cleaned up", job.imageId(), e);
    } finally {
      threads.remove(job.imageId(), Thread.currentThread());
    }
  }

  /** The digests of a deleted image are wanted by nobody. */
  @Override
  public void forget(String imageId) {
    @Nullable Thread thread = threads.get(imageId);
    if (thread != null) {
      thread.interrupt();
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
    threads
        .values()
        .forEach(
            thread -> join(thread, Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
    threads.values().forEach(Thread::interrupt);
    threads.values().forEach(thread -> join(thread, Duration.ofSeconds(5)));
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
