package io.glance.store.file;

import io.glance.store.ExpectedSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bytes of one image to a new file, and to the disk. What it throws is about the disk or
 * the size, in terms of a store.
 */
final class ImageFileWriter extends OutputStream {
  /** Bytes. Smaller images are likely to be read before they leave the page cache. */
  private static final long LARGE = 32L * 1024 * 1024;

  private final ExpectedSize expected;
  private final ByteWriter bytes;
  private final WriteBack writeBack;
  private long size;

  private ImageFileWriter(ExpectedSize expected, ByteWriter bytes, FileChannel channel) {
    this.expected = expected;
    this.bytes = bytes;
    this.writeBack = new WriteBack(channel);
  }

  static ImageFileWriter plain(PartFile part, ExpectedSize expected) throws IOException {
    FileChannel channel = part.channel();
    boolean small = expected.bytes() >= 0 && expected.bytes() < LARGE;
    @Nullable ByteWriter direct = small ? null : DirectWriter.open(part.path(), channel);
    return new ImageFileWriter(
        expected, direct == null ? new PlainWriter(channel) : direct, channel);
  }

  /**
   * @param holeSize bytes that are looked at as one: zeros all, or data
   */
  static ImageFileWriter thin(PartFile part, ExpectedSize expected, int holeSize) {
    FileChannel channel = part.channel();
    return new ImageFileWriter(expected, new ThinWriter(channel, holeSize), channel);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    expected.requireNotExceededBy(size + length);
    try {
      bytes.write(source, offset, length);
    } catch (IOException e) {
      throw DiskErrors.ofWrite(e);
    }
    size += length;
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
      bytes.end();
      writeBack.finish();
    } catch (IOException e) {
      throw DiskErrors.ofWrite(e);
    }
  }

  /** Leaves the file to its owner. */
  @Override
  public void close() {
    bytes.close();
  }
}
