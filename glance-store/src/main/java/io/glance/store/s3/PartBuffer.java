package io.glance.store.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bytes of a part, which can be sent as often as it takes. Grows with what comes. Filled by one
 * thread, and read by any once it is full.
 */
final class PartBuffer implements AutoCloseable {
  /** Bytes of one array: small enough that the collector does not treat it as a large object. */
  static final int PIECE = 256 * 1024;

  private final long capacity;
  private final PartMemory.Room room;
  private final List<byte[]> pieces = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private long size;

  /**
   * @param room of which pieces are taken, given back when this is closed
   */
  PartBuffer(long capacity, PartMemory.Room room) {
    this.capacity = capacity;
    this.room = room;
  }

  /**
   * Reads until there is no room, or no more data. Memory is taken when there are bytes for it.
   *
   * @return whether the data has ended
   */
  boolean fill(InputStream data) throws IOException {
    while (size < capacity) {
      int offset = (int) (size % PIECE);
      if (offset == 0) {
        int first = data.read();
        if (first < 0) {
          return true;
        }
        room.take();
        pieces.add(new byte[(int) Math.min(PIECE, capacity - size)]);
        pieces.getLast()[0] = (byte) first;
        size++;
        continue;
      }
      byte[] piece = pieces.getLast();
      int read = data.read(piece, offset, piece.length - offset);
      if (read < 0) {
        return true;
      }
      size += read;
    }
    return false;
  }

  long size() {
    return size;
  }

  /** The bytes, from the first on. */
  InputStream stream() {
    List<InputStream> streams = new ArrayList<>();
    long left = size;
    for (byte[] piece : pieces) {
      streams.add(new ByteArrayInputStream(piece, 0, (int) Math.min(piece.length, left)));
      left -= piece.length;
    }
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  String md5() {
    MessageDigest digest = Etags.md5();
    long left = size;
    for (byte[] piece : pieces) {
      digest.update(piece, 0, Math.clamp(left, 0, piece.length));
      left -= piece.length;
    }
    return Etags.of(digest);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      pieces.clear();
      room.giveBack();
    }
  }
}
