package io.glance.store;

/**
 * Bytes of an image to read.
 *
 * @param offset of the first byte, from 0
 * @param length bytes, or {@link #TO_THE_END}
 */
public record ByteRange(long offset, long length) {
  public static final long TO_THE_END = -1;
  public static final ByteRange ALL = new ByteRange(0, TO_THE_END);

  public ByteRange {
    if (offset < 0 || length < TO_THE_END) {
      throw new IllegalArgumentException("no such range: %d, %d".formatted(offset, length));
    }
  }

  public boolean isAll() {
    return offset == 0 && length == TO_THE_END;
  }

  /** How many bytes of an image of {@code size} bytes this is; 0 behind its end. */
  public long lengthIn(long size) {
    long left = Math.max(0, size - offset);
    return length == TO_THE_END ? left : Math.min(length, left);
  }
}
