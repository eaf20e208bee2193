package io.glance.store.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes past the page cache: one buffer goes to the disk while the other is filled. A large image
 * costs less processor time that way, and drives nothing out of the cache that is read more often.
 */
final class DirectWriter implements ByteWriter {
  private static final Logger log = LoggerFactory.getLogger(DirectWriter.class);

  /** File systems on local disks, where a write that waits for the disk does not wait for long. */
  private static final Set<String> FILE_SYSTEMS = Set.of("ext4", "xfs");

  private static final Executor THREADS =
      Executors.newCachedThreadPool(
          work -> Thread.ofPlatform().daemon().name("direct-write").unstarted(work));

  /** Absent in a JDK without it. The name, because javac warns of the class. */
  private static final @Nullable OpenOption DIRECT = directOption();

  private final FileChannel cached;
  private final FileChannel direct;
  private final DirectBuffers.Pair buffers;
  private final Semaphore idle = new Semaphore(1);
  private ByteBuffer filling;
  private ByteBuffer spare;
  private long position;
  private volatile @Nullable IOException failure;

  private DirectWriter(FileChannel cached, FileChannel direct, DirectBuffers.Pair buffers) {
    this.cached = cached;
    this.direct = direct;
    this.buffers = buffers;
    this.filling = buffers.one();
    this.spare = buffers.other();
  }

  /**
   * @param cached the same file, opened without frills
   * @return null if that is not possible here and now
   */
  static @Nullable DirectWriter open(Path file, FileChannel cached) throws IOException {
    if (DIRECT == null || !FILE_SYSTEMS.contains(Files.getFileStore(file).type())) {
      return null;
    }
    DirectBuffers.Pair buffers = DirectBuffers.SHARED.take();
    if (buffers == null) {
      return null;
    }
    try {
      FileChannel direct = FileChannel.open(file, StandardOpenOption.WRITE, DIRECT);
      return new DirectWriter(cached, direct, buffers);
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("Writing {} through the page cache", file, e);
      DirectBuffers.SHARED.giveBack(buffers);
      return null;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int piece = Math.min(length - done, filling.remaining());
      filling.put(bytes, offset + done, piece);
      done += piece;
      if (!filling.hasRemaining()) {
        send();
      }
    }
  }

  @Override
  public void end() throws IOException {
    awaitIdle();
    idle.release();
    filling.flip();
    PlainWriter.writeAt(position, filling, cached);
  }

  /** The disk reads from the buffers until a write that is under way has ended. */
  @Override
  public void close() {
    idle.acquireUninterruptibly();
    DirectBuffers.SHARED.giveBack(buffers);
    try {
      direct.close();
    } catch (IOException e) {
      log.debug("Could not close a file that is written", e);
    }
  }

  private static @Nullable OpenOption directOption() {
    try {
      for (Object option :
          Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
        if (option.toString().equals("DIRECT") && option instanceof OpenOption direct) {
          return direct;
        }
      }
      return null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private void send() throws IOException {
    awaitIdle();
    ByteBuffer full = filling.flip();
    long start = position;
    position += full.remaining();
    filling = spare.clear();
    spare = full;
    try {
      THREADS.execute(() -> writeDirectly(full, start));
    } catch (RuntimeException | Error e) {
      idle.release();
      throw e;
    }
  }

  private void writeDirectly(ByteBuffer full, long start) {
    try {
      PlainWriter.writeAt(start, full, direct);
    } catch (IOException e) {
      failure = e;
    } finally {
      idle.release();
    }
  }

  private void awaitIdle() throws IOException {
    try {
      idle.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing to the disk");
    }
    if (failure != null) {
      idle.release();
      throw failure;
    }
  }
}
