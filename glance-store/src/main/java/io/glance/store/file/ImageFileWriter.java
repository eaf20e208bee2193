package io.glance.store.file;

import io.glance.store.ExpectedSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Writes the bytes of one image to a new file. What it throws is about the disk or the size, in
 * terms of a store. Closing it does nothing: the channel is its owner's.
 */
final class ImageFileWriter extends OutputStream {
  private static final byte[] ZEROS = new byte[64 * 1024];

  private final FileChannel channel;
  private final ExpectedSize expected;
  private final int holeSize;
  private final WriteBack writeBack;
  private long size;
  private long end;

  /**
   * @param holeSize the most zeros in bytes that become one hole, or 0 for no holes
   */
  ImageFileWriter(FileChannel channel, ExpectedSize expected, int holeSize) {
    this.channel = channel;
    this.expected = expected;
    this.holeSize = Math.min(holeSize, ZEROS.length);
    this.writeBack = new WriteBack(channel);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    expected.requireNotExceededBy(size + length);
    try {
      if (holeSize == 0) {
        writeHere(bytes, offset, length);
      } else {
        writeThin(bytes, offset, length);
      }
    } catch (IOException e) {
      throw DiskErrors.ofWrite(e);
    }
    writeBack.wroteUpTo(size);
  }

  /** Bytes written, holes included. */
  long size() {
    return size;
  }

  /** Checks the size and gets everything to the disk. */
  void finish() throws IOException {
    expected.requireMetBy(size);
    try {
      if (end < size) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
      writeBack.finish();
    } catch (IOException e) {
      throw DiskErrors.ofWrite(e);
    }
  }

  private void writeThin(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int untilBoundary = (int) (holeSize - size % holeSize);
      int piece = Math.min(length - done, untilBoundary);
      if (isZero(bytes, offset + done, piece)) {
        size += piece;
      } else {
        writeHere(bytes, offset + done, piece);
      }
      done += piece;
    }
  }

  private void writeHere(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      size += channel.write(buffer, size);
    }
    end = size;
  }

  private static boolean isZero(byte[] bytes, int offset, int length) {
    return Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length);
  }
}
