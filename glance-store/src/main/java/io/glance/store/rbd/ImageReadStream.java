package io.glance.store.rbd;

import io.glance.store.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of an open image, of which the next ones are fetched before they are asked for. The last
 * ones are given out only if the image is there still: what is removed while it is read reads as
 * zeros.
 */
final class ImageReadStream extends InputStream {
  /** Pieces. More brings nothing, and each costs memory. */
  private static final int IN_FLIGHT = 4;

  private final NativeThreads threads;
  private final NativeBuffers buffers;
  private final OpenedImage source;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final long end;
  private long started;
  private long fetched;
  private int ahead = 1;
  private @Nullable NativeBuffer current;
  private int position;
  private int limit;
  private boolean broken;
  private boolean closed;

  /**
   * @param source is closed with the stream
   * @param patience how long to wait for a piece
   * @param part with its length, and within the image
   */
  ImageReadStream(
      NativeThreads threads,
      NativeBuffers buffers,
      OpenedImage source,
      Duration patience,
      ByteRange part) {
    this.threads = threads;
    this.buffers = buffers;
    this.source = source;
    this.patience = patience;
    this.started = part.offset();
    this.fetched = part.offset();
    this.end = part.offset() + part.length();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    lock.lock();
    try {
      requireOpen();
      NativeBuffer buffer = readable();
      if (buffer == null) {
        return -1;
      }
      int copied = Math.min(length, limit - position);
      buffer.get(position, target, offset, copied);
      position += copied;
      return copied;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return closed ? 0 : limit - position;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the image in the background: what is being fetched has to be waited for. */
  @Override
  public void close() {
    threads.start(this::release);
  }

  private void release() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        giveBackCurrent();
        source.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable NativeBuffer readable() throws IOException {
    if (current != null && position < limit) {
      return current;
    }
    giveBackCurrent();
    if (fetched == end) {
      return null;
    }
    NativeThreads.requireNotInterrupted();
    requireSound();
    try {
      return threads.call(patience, () -> source.use(this::fetch));
    } catch (CephError e) {
      throw RbdErrors.ofRead(e, source.name());
    }
  }

  private NativeBuffer fetch(RbdImage image) throws IOException {
    long from = fetched;
    broken = true;
    readAhead(image);
    NativeBuffer buffer = image.await();
    try {
      fetched = endOfPiece(from, buffer);
      if (fetched == end) {
        source.requireStillThere();
      }
    } catch (IOException | RuntimeException e) {
      buffer.giveBack();
      throw e;
    }
    limit = (int) (fetched - from);
    position = 0;
    current = buffer;
    broken = false;
    return buffer;
  }

  private void readAhead(RbdImage image) throws IOException {
    while (started < end && image.transfers() < ahead && mayReadAhead(image)) {
      NativeBuffer buffer = buffers.take(end - started);
      long next = endOfPiece(started, buffer);
      try {
        image.startRead(buffer, (int) (next - started), started);
      } catch (IOException | RuntimeException e) {
        buffer.giveBack();
        throw e;
      }
      started = next;
    }
    ahead = Math.min(IN_FLIGHT, ahead * 2);
  }

  /** One piece can always be fetched. */
  private boolean mayReadAhead(RbdImage image) {
    return image.transfers() == 0 || buffers.largeLeft() > 0;
  }

  /** Pieces end where buffers would if the first one had begun with the image. */
  private long endOfPiece(long from, NativeBuffer buffer) {
    return Math.min(end, from - from % buffer.size() + buffer.size());
  }

  private void giveBackCurrent() {
    if (current != null) {
      current.giveBack();
      current = null;
    }
    position = 0;
    limit = 0;
  }

  /** After a failure the next piece would not be the one that is asked for. */
  private void requireSound() throws IOException {
    if (broken) {
      throw new IOException("reading RBD image %s has failed before".formatted(source.name()));
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the image is closed");
    }
  }
}
