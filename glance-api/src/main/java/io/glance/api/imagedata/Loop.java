package io.glance.api.imagedata;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Work that is done again and again in the background while the service runs. */
public final class Loop implements SmartLifecycle {
  /** Begins before requests are taken and ends when the last one is answered. */
  public static final int AROUND_REQUESTS = 0;

  /** Begins once this process alone listens on its port. */
  public static final int AFTER_LISTENING = SmartLifecycle.DEFAULT_PHASE;

  private final String name;
  private final int phase;
  private final Supplier<Duration> work;
  private @Nullable Thread thread;

  /**
   * @param work says how long to rest after it; must not throw
   */
  public Loop(String name, int phase, Supplier<Duration> work) {
    this.name = name;
    this.phase = phase;
    this.work = work;
  }

  @Override
  public synchronized void start() {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /** Returns when the work in progress is over. */
  @Override
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return phase;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(work.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
