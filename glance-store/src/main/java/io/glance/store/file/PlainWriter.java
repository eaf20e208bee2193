package io.glance.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes through the page cache. */
final class PlainWriter implements ByteWriter {
  private final FileChannel channel;
  private long position;

  PlainWriter(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    position += writeAt(position, ByteBuffer.wrap(bytes, offset, length), channel);
  }

  @Override
  public void end() {}

  @Override
  public void close() {}

  /** Writes all that remains in the buffer and returns how much that was. */
  static int writeAt(long position, ByteBuffer buffer, FileChannel channel) throws IOException {
    int written = 0;
    while (buffer.hasRemaining()) {
      written += channel.write(buffer, position + written);
    }
    return written;
  }
}
