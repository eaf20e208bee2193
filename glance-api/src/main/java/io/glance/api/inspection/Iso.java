package io.glance.api.inspection;

import java.util.Set;

/**
 * ISO 9660 and UDF: the first volume descriptor behind the system area, little-endian half of its
 * numbers.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, ISOInspector.
 */
final class Iso implements FormatInspector {
  private static final Set<String> SIGNATURES = Set.of("CD001", "NSR02", "NSR03");
  private static final int PRIMARY_VOLUME = 1;
  private static final int BLOCKS = 80;
  private static final int BLOCK_SIZE = 128;

  private final Region descriptor = new Region(32 * 1024, 2048);

  @Override
  public String format() {
    return "iso";
  }

  @Override
  public Region header() {
    return descriptor;
  }

  @Override
  public boolean matches() {
    return descriptor.isComplete() && SIGNATURES.contains(descriptor.text(1, 5));
  }

  @Override
  public long virtualSize(long size) {
    if (descriptor.unsignedByte(0) != PRIMARY_VOLUME) {
      return 0;
    }
    long blocks = Integer.toUnsignedLong(descriptor.littleEndian().getInt(BLOCKS));
    return blocks * Short.toUnsignedInt(descriptor.littleEndian().getShort(BLOCK_SIZE));
  }
}
