package io.glance.store.swift;

import io.glance.store.ExpectedSize;
import io.glance.store.StoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Where each segment waits in a file until Swift has it, so that it can be sent again. Source:
 * glance_store/_drivers/swift/buffered.py.
 *
 * @param path must be writable
 * @param attempts how often a segment is sent at most
 * @param pause after the first failure; then twice as long, and so on
 */
record SpoolDirectory(Path path, int attempts, Duration pause) {
  /** As python-swiftclient does. */
  static final int ATTEMPTS = 6;

  record Target(String container, String name) {}

  /** Sends the next segment of the data. */
  ObjectWriter.Kept write(ObjectWriter writer, Target target, Chunks data) throws IOException {
    Path file = Files.createTempFile(path, "segment-", "");
    try (FileChannel spooled =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long length = spool(data, spooled);
      return send(writer, target, spooled, length);
    }
  }

  private static long spool(Chunks data, FileChannel file) throws IOException {
    long length = 0;
    do {
      ByteBuffer piece = data.next();
      length += piece.remaining();
      while (piece.hasRemaining()) {
        file.write(piece);
      }
    } while (!data.isAtEndOfSegment());
    return length;
  }

  private ObjectWriter.Kept send(ObjectWriter writer, Target target, FileChannel file, long length)
      throws IOException {
    Duration wait = pause;
    for (int left = attempts - 1; ; left--, wait = wait.multipliedBy(2)) {
      file.position(0);
      InputStream data = new BufferedInputStream(Channels.newInputStream(file));
      Chunks again = new Chunks(data, new ExpectedSize(length), Long.MAX_VALUE);
      try {
        again.hasNext();
        return writer.write(target.container(), target.name(), again, length);
      } catch (StoreException.Unavailable e) {
        if (left == 0) {
          throw e;
        }
        Pauses.sleep(wait);
        writer.remove(target.container(), target.name());
      }
    }
  }
}
