package io.glance.store.rbd;

import io.glance.store.ExpectedSize;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes to an open image, several pieces at the same time. For one thread. Closing gives the
 * memory back that is not being written; the image stays open.
 */
final class ImageWriter extends OutputStream {
  /** Pieces. More brings nothing, and each costs memory. */
  private static final int IN_FLIGHT = 4;

  private final NativeThreads threads;
  private final NativeBuffers buffers;
  private final OpenedImage image;
  private final ExpectedSize expected;
  private final boolean thin;
  private final Duration patience;
  private final @Nullable Growth growth;
  private @Nullable NativeBuffer buffer;
  private int filled;
  private long written;

  /**
   * @param image has the expected size, or 0 bytes if it is not known
   */
  ImageWriter(
      NativeThreads threads,
      NativeBuffers buffers,
      OpenedImage image,
      ExpectedSize expected,
      RbdStoreProperties options) {
    this.threads = threads;
    this.buffers = buffers;
    this.image = image;
    this.expected = expected;
    this.growth = expected.bytes() < 0 ? new Growth(options.chunkBytes()) : null;
    this.thin = options.rbdThinProvisioning();
    this.patience = options.patience();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    NativeThreads.requireNotInterrupted();
    expected.requireNotExceededBy(size() + length);
    int from = offset;
    int left = length;
    while (left > 0) {
      NativeBuffer current = current();
      int piece = Math.min(left, current.size() - filled);
      current.put(filled, bytes, from, piece);
      filled += piece;
      from += piece;
      left -= piece;
      if (filled == current.size()) {
        writePiece(current);
      }
    }
  }

  /** Bytes that came. */
  long size() {
    return written + filled;
  }

  /** Writes what is left, and waits until all is durable. */
  void finish() throws IOException {
    NativeThreads.requireNotInterrupted();
    expected.requireMetBy(size());
    if (buffer != null && filled > 0) {
      writePiece(buffer);
    }
    use(opened -> end(opened, written));
  }

  @Override
  public void close() {
    if (buffer != null) {
      buffer.giveBack();
      buffer = null;
    }
  }

  private NativeBuffer current() {
    if (buffer == null) {
      buffer = buffers.take(expected.bytes() < 0 ? Long.MAX_VALUE : expected.bytes() - written);
    }
    return buffer;
  }

  private void writePiece(NativeBuffer piece) throws IOException {
    int length = filled;
    long offset = written;
    if (!thin || !piece.isZero(length)) {
      buffer = null;
      use(opened -> start(opened, piece, length, offset));
    }
    written += length;
    filled = 0;
  }

  private void use(OpenedImage.Use<@Nullable Void> work) throws IOException {
    threads.call(patience, () -> image.use(work));
  }

  /** The buffer is the image's, or is given back. */
  private @Nullable Void start(RbdImage opened, NativeBuffer piece, int length, long offset)
      throws IOException {
    try {
      while (opened.transfers() >= IN_FLIGHT) {
        opened.await().giveBack();
      }
      if (growth != null && growth.reach(offset + length)) {
        opened.resize(growth.size());
      }
      opened.startWrite(piece, length, offset);
      return null;
    } catch (IOException | RuntimeException e) {
      piece.giveBack();
      throw e;
    }
  }

  private @Nullable Void end(RbdImage opened, long size) throws IOException {
    while (opened.transfers() > 0) {
      opened.await().giveBack();
    }
    if (growth != null && growth.size() != size) {
      opened.resize(size);
    }
    opened.flush();
    return null;
  }
}
