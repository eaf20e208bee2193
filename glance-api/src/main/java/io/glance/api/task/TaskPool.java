package io.glance.api.task;

import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs work on images beside the requests, only so much at the same time. What waits is held as
 * well: nobody takes it for abandoned.
 *
 * <p>When the service stops, work gets some time to end. What does not is interrupted and left to
 * whoever finds it. Thread-safe.
 */
@Component
public final class TaskPool implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TaskPool.class);

  /** Beyond these, clients are told to come again: each keeps memory and a lease. */
  private static final int MOST = 1000;

  /**
   * With the requests before it and what comes after, well below a service manager's 90 seconds.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration INTERRUPTED = Duration.ofSeconds(5);

  private final TransferKeeper keeper;
  private final Semaphore places;
  private final Map<Transfer, Thread> threads = new ConcurrentHashMap<>();
  private volatile boolean running;

  TaskPool(TransferKeeper keeper, TaskPoolProperties options) {
    this.keeper = keeper;
    this.places = new Semaphore(options.taskPoolThreads(), true);
  }

  /**
   * To be asked before work is accepted.
   *
   * @throws GlanceException.Unavailable if too much is waiting already
   */
  public void requireRoom() {
    if (threads.size() >= MOST) {
      throw new GlanceException.Unavailable("Too many tasks are waiting. Please try again.");
    }
  }

  /**
   * Runs work when it is its turn.
   *
   * @param work ends when it has ended, or when it is not ours to go on with
   */
  public void submit(Transfer transfer, Consumer<Hold> work) {
    Hold hold = keeper.hold(transfer);
    Thread thread =
        Thread.ofVirtual().name("task-" + transfer.imageId()).unstarted(() -> run(hold, work));
    threads.put(transfer, thread);
    thread.start();
  }

  private void run(Hold hold, Consumer<Hold> work) {
    String imageId = hold.transfer().imageId();
    try (hold) {
      places.acquire();
      try {
        work.accept(hold);
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      log.info("work on image {} is left to be cleaned up", imageId);
    } catch (RuntimeException e) {
      log.error("work on image {} is left to be cleaned up", imageId, e);
    } finally {
      threads.remove(hold.transfer());
    }
  }

  /** Stops work of one kind on an image where it is. */
  public void interrupt(String imageId, Transfer.Kind kind) {
    threads.forEach((transfer, thread) -> {
      if (transfer.imageId().equals(imageId) && transfer.kind() == kind) {
        thread.interrupt();
      }
    });
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    List<Thread> left = List.copyOf(threads.values());
    join(left, PATIENCE);
    left.forEach(Thread::interrupt);
    join(left, INTERRUPTED);
  }

  private static void join(List<Thread> threads, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      }
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
