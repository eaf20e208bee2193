package io.glance.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Writes through the page cache, and leaves a hole where there is nothing but zeros. */
final class ThinWriter implements ByteWriter {
  private static final byte[] ZEROS = new byte[64 * 1024];

  private final FileChannel channel;
  private final int holeSize;
  private long position;
  private long end;

  /**
   * @param holeSize bytes that are looked at as one: zeros all, or data
   */
  ThinWriter(FileChannel channel, int holeSize) {
    this.channel = channel;
    this.holeSize = Math.min(holeSize, ZEROS.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int untilBoundary = (int) (holeSize - position % holeSize);
      int piece = Math.min(length - done, untilBoundary);
      writePiece(bytes, offset + done, piece);
      done += piece;
    }
  }

  @Override
  public void end() throws IOException {
    if (end < position) {
      PlainWriter.writeAt(position - 1, ByteBuffer.allocate(1), channel);
    }
  }

  @Override
  public void close() {}

  private void writePiece(byte[] bytes, int offset, int length) throws IOException {
    boolean zero = Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length);
    if (!zero) {
      PlainWriter.writeAt(position, ByteBuffer.wrap(bytes, offset, length), channel);
      end = position + length;
    }
    position += length;
  }
}
