package io.glance.api.inspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes at a known place of data that pass by. Takes memory when the first of them comes. */
final class Region {
  private static final byte[] NOTHING = {};

  private final long offset;
  private final int length;
  private byte[] bytes = NOTHING;
  private int kept;

  /**
   * @param offset of the first byte in the data; if negative, it never comes
   * @param length how many bytes; chosen by this program, never by the data alone
   */
  Region(long offset, int length) {
    this.offset = offset;
    this.length = length;
  }

  /**
   * Keeps what belongs here.
   *
   * @param position of the first of these bytes in the data; it never goes back
   */
  void take(byte[] source, int from, int count, long position) {
    long skip = offset + kept - position;
    if (skip < 0 || skip >= count || isComplete()) {
      return;
    }
    if (bytes.length == 0) {
      bytes = new byte[length];
    }
    int taken = (int) Math.min(count - skip, length - kept);
    System.arraycopy(source, from + (int) skip, bytes, kept, taken);
    kept += taken;
  }

  /** Gives to another region what of this belongs there, too. */
  void passTo(Region other) {
    other.take(bytes, 0, kept, offset);
  }

  boolean isComplete() {
    return kept == length;
  }

  long offset() {
    return offset;
  }

  /** How many bytes there are so far. */
  int kept() {
    return kept;
  }

  boolean startsWith(String latin1) {
    return text(0, Math.min(kept, latin1.length())).equals(latin1);
  }

  /** Bytes as Latin-1, within those that are there. */
  String text(int at, int count) {
    return new String(bytes, at, count, ISO_8859_1);
  }

  /** What is there so far, as Latin-1. */
  String text() {
    return text(0, kept);
  }

  int unsignedByte(int at) {
    return bytes[at] & 0xff;
  }

  /** All of it, with zeros for what did not come; empty before the first byte. */
  ByteBuffer littleEndian() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** As {@link #littleEndian}. */
  ByteBuffer bigEndian() {
    return ByteBuffer.wrap(bytes);
  }
}
