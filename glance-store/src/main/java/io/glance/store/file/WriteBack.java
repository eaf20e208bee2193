package io.glance.store.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was written to the disk while more is being written, so that making the file durable
 * at the end takes no longer than writing its last part.
 */
final class WriteBack {
  /** Bytes. Smaller steps make the writer wait for the disk, larger ones leave much for the end. */
  private static final long STEP = 64L * 1024 * 1024;

  /** At most so many files at a time: a disk that is behind gains nothing from more. */
  private static final Executor THREADS =
      new ThreadPoolExecutor(
          0,
          4,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> Thread.ofPlatform().daemon().name("write-back").unstarted(work));

  private final FileChannel channel;
  private final Semaphore idle = new Semaphore(1);
  private long begun;
  private volatile @Nullable IOException failure;

  WriteBack(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param size bytes written so far
   */
  void wroteUpTo(long size) {
    if (size - begun >= STEP && idle.tryAcquire()) {
      if (started()) {
        begun = size;
      }
    }
  }

  /**
   * Returns when everything written is on the disk.
   *
   * @throws IOException also if an earlier part could not be written: the operating system tells
   *     that only once
   */
  void finish() throws IOException {
    awaitIdle();
    if (failure != null) {
      throw failure;
    }
    channel.force(true);
  }

  private boolean started() {
    try {
      THREADS.execute(this::force);
      return true;
    } catch (RejectedExecutionException e) {
      idle.release();
      return false;
    }
  }

  private void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      failure = e;
    } finally {
      idle.release();
    }
  }

  private void awaitIdle() throws InterruptedIOException {
    try {
      idle.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing to the disk");
    }
  }
}
