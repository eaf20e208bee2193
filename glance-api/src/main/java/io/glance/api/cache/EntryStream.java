package io.glance.api.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A part of a cached image. Closes the file. For one thread. */
final class EntryStream extends InputStream {
  private final FileChannel file;
  private long position;
  private long left;

  EntryStream(FileChannel file, long offset, long length) {
    this.file = file;
    position = offset;
    left = length;
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
    if (left == 0) {
      return -1;
    }
    ByteBuffer wanted = ByteBuffer.wrap(target, offset, (int) Math.min(length, left));
    int read = file.read(wanted, position);
    if (read < 0) {
      throw new IOException("the cached image is shorter than it was");
    }
    position += read;
    left -= read;
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
