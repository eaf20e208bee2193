package io.glance.api.inspection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The last {@link #LONGEST} bytes of data that pass by. */
final class Tail {
  /** As many as any format needs. */
  static final int LONGEST = 3 * 512;

  private final long start;
  private final byte[] last = new byte[LONGEST];
  private int kept;

  /**
   * @param start where it begins at the earliest, as an offset in the data
   */
  Tail(long start) {
    this.start = start;
  }

  /**
   * Keeps the last of what it had and of these.
   *
   * @param position of the first of these bytes in the data; it never goes back
   */
  void take(byte[] source, int from, int count, long position) {
    int behind = (int) Math.max(0, Math.min(count, position + count - start));
    int taken = Math.min(behind, last.length);
    System.arraycopy(last, taken, last, 0, last.length - taken);
    System.arraycopy(source, from + count - taken, last, last.length - taken, taken);
    kept = Math.min(kept + taken, last.length);
  }

  boolean isComplete() {
    return kept == last.length;
  }

  /** Zeros stand before what came if it was less than the length. */
  ByteBuffer littleEndian() {
    return ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN);
  }
}
