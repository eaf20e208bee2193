package io.glance.api.inspection;

import java.util.Set;

/**
 * An encrypted disk, LUKS 1, big-endian. What is inside cannot be seen without a key.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, LUKSInspector.
 */
final class Luks implements FormatInspector {
  private static final int VERSION = 6;
  private static final int PAYLOAD_SECTOR = 104;
  private static final int SECTOR = 512;

  private final Region header = new Region(0, 592);

  @Override
  public String format() {
    return "luks";
  }

  @Override
  public Region header() {
    return header;
  }

  @Override
  public boolean matches() {
    return header.startsWith("LUKS\u00ba\u00be");
  }

  /** 0 also if the payload begins behind the end of the data, where the original is negative. */
  @Override
  public long virtualSize(long size) {
    long payload = Integer.toUnsignedLong(header.bigEndian().getInt(PAYLOAD_SECTOR)) * SECTOR;
    return Math.max(0, size - payload);
  }

  @Override
  public Set<String> failedChecks() {
    return header.bigEndian().getShort(VERSION) == 1 ? Set.of() : Set.of("version");
  }
}
