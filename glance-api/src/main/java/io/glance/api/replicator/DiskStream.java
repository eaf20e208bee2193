package io.glance.api.replicator;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Tells a disk that takes nothing more from a server that gives nothing more. */
final class DiskStream extends FilterOutputStream {
  private final Path file;

  DiskStream(Path file, OutputStream out) {
    super(out);
    this.file = file;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new ReplicationFailure("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
