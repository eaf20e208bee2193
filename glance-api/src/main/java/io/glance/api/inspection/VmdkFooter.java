package io.glance.api.inspection;

import java.nio.ByteBuffer;

/**
 * The end of a VMDK that was written as a stream: a marker, the header again, a marker. Readers
 * believe it rather than the header, so it must say the same; here also of the disk's size, which
 * the original does not compare.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, VMDKInspector.check_footer.
 */
final class VmdkFooter {
  private static final int FOOTER = 512;
  private static final int SIGNATURE_AND_VERSION = 0;
  private static final int SECTORS = 12;
  private static final int DESCRIPTOR_SECTOR = 28;
  private static final int DESCRIPTOR_SECTORS = 36;
  private static final int GRAIN_DIRECTORY = 56;
  private static final long AT_END = -1;
  private static final int MARKER_SIZE = 8;
  private static final long EMPTY_FOOTER_MARKER = 3L << 32;
  private static final int END_OF_STREAM = 1024;

  private VmdkFooter() {}

  /** Whether the data end as data with that header must. */
  static boolean isSound(ByteBuffer header, Tail tail) {
    ByteBuffer end = tail.littleEndian();
    return tail.isComplete()
        && repeats(header, end, SIGNATURE_AND_VERSION)
        && repeats(header, end, SECTORS)
        && repeats(header, end, DESCRIPTOR_SECTOR)
        && repeats(header, end, DESCRIPTOR_SECTORS)
        && end.getLong(FOOTER + GRAIN_DIRECTORY) != AT_END
        && end.getLong(MARKER_SIZE) == EMPTY_FOOTER_MARKER
        && isZero(end, MARKER_SIZE + Long.BYTES, FOOTER)
        && isZero(end, END_OF_STREAM, Tail.LONGEST);
  }

  private static boolean repeats(ByteBuffer header, ByteBuffer end, int field) {
    return header.getLong(field) == end.getLong(FOOTER + field);
  }

  private static boolean isZero(ByteBuffer bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
