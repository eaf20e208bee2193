package io.glance.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A part of a file, read with an own position. */
final class FileImageStream extends InputStream {
  private final FileChannel channel;
  private final int chunkSize;
  private final long end;
  private long position;

  /**
   * @param channel closed with this stream
   * @param chunkSize bytes moved at a time
   * @param length bytes from {@code position} on
   */
  FileImageStream(FileChannel channel, int chunkSize, long position, long length) {
    this.channel = channel;
    this.chunkSize = chunkSize;
    this.position = position;
    this.end = position + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(Math.min(length, chunkSize), end - position);
    if (wanted <= 0) {
      return -1;
    }
    int read = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
    if (read > 0) {
      position += read;
    }
    return read;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    byte[] chunk = new byte[(int) Math.min(chunkSize, Math.max(1, end - position))];
    long moved = 0;
    int read;
    while ((read = read(chunk)) >= 0) {
      out.write(chunk, 0, read);
      moved += read;
    }
    return moved;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(0, end - position));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
