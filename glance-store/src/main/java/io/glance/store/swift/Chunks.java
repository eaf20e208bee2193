package io.glance.store.swift;

import io.glance.store.ExpectedSize;
import io.glance.store.Md5Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Data in pieces, always read one piece further than given: what is given last is given when the
 * data has ended as it should, so that Swift does not get to the end of anything else. No piece
 * lies in two segments.
 */
final class Chunks {
  private static final int SIZE = 256 << 10;

  private final InputStream data;
  private final ExpectedSize expected;
  private final long segment;
  private long read;
  private long given;
  private boolean begun;
  private @Nullable ByteBuffer ahead;
  private byte[] bytes;
  private byte[] spare;

  /**
   * @param segment bytes of each segment but the last
   */
  Chunks(InputStream data, ExpectedSize expected, long segment) {
    this.data = data;
    this.expected = expected;
    this.segment = segment;
    bytes = new byte[(int) Math.min(SIZE, segment)];
    spare = new byte[bytes.length];
  }

  /** Whether there is another piece. */
  boolean hasNext() throws IOException {
    if (!begun) {
      begun = true;
      ahead = piece();
    }
    return ahead != null;
  }

  /** Valid until the piece after it is asked for. */
  ByteBuffer next() throws IOException {
    if (!hasNext() || ahead == null) {
      throw new IllegalStateException("there is no more data");
    }
    ByteBuffer next = ahead;
    ahead = piece();
    given += next.remaining();
    return next;
  }

  /** Whether what was given so far ends with a segment, or with the data. */
  boolean isAtEndOfSegment() {
    return ahead == null || given % segment == 0;
  }

  /** The source of the MD5 of all data, if they are one segment and have one; null otherwise. */
  @Nullable Md5Source md5OfAll() {
    return segment == Long.MAX_VALUE && data instanceof Md5Source source ? source : null;
  }

  /** Bytes so far. */
  long given() {
    return given;
  }

  private @Nullable ByteBuffer piece() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while writing");
    }
    byte[] target = spare;
    spare = bytes;
    bytes = target;
    int most = (int) Math.min(target.length, segment - read % segment);
    int length = data.readNBytes(target, 0, most);
    read += length;
    expected.requireNotExceededBy(read);
    if (length == 0) {
      expected.requireMetBy(read);
      return null;
    }
    return ByteBuffer.wrap(target, 0, length);
  }
}
