package io.glance.api.importing;

import io.glance.common.error.GlanceException;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Does the same with several stores, so many of them at the same time. For one import. */
final class SideBySide {
  private final Queue<CheckedStore> waiting;
  private final Step step;
  private final Progress progress;
  private @Nullable Exception failure;

  /** What is done with a store. */
  interface Step {
    void take(CheckedStore store) throws IOException;
  }

  private SideBySide(List<CheckedStore> stores, Step step, Progress progress) {
    this.waiting = new ConcurrentLinkedQueue<>(stores);
    this.step = step;
    this.progress = progress;
  }

  /**
   * Returns when no step runs any more, whatever happens: what follows may rely on that. After the
   * first failure no other step begins, and those that run are told to stop.
   *
   * @param progress that each step asks whether to go on
   * @throws IOException as the first step that failed threw it; so are runtime exceptions
   */
  static void run(List<CheckedStore> stores, int atOnce, Step step, Progress progress)
      throws IOException {
    SideBySide all = new SideBySide(stores, step, progress);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Math.min(atOnce, stores.size()); i++) {
      String name = "%s-%d".formatted(Thread.currentThread().getName(), i);
      threads.add(Thread.ofVirtual().name(name).start(all::takeAll));
    }
    join(threads);
    all.rethrow();
  }

  private void takeAll() {
    @Nullable CheckedStore store = waiting.poll();
    while (store != null) {
      try {
        step.take(store);
      } catch (IOException | RuntimeException e) {
        note(e);
      } catch (Error e) {
        note(new IllegalStateException(e)); // else a store would be missing and nobody knew
        throw e;
      }
      store = waiting.poll();
    }
  }

  /** That the import is somebody else's says more than what came of it. */
  private synchronized void note(Exception found) {
    boolean saysMore =
        found instanceof ImportJournal.Lost || found instanceof GlanceException.Unavailable;
    if (failure == null || saysMore) {
      failure = found;
    }
    waiting.clear();
    progress.giveUp();
  }

  private static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void rethrow() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Exception e -> throw new IllegalStateException(e);
    }
  }
}
