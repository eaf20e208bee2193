package io.glance.api.inspection;

/**
 * VHD with its footer repeated at the beginning, big-endian. A fixed VHD has it at the end only and
 * is a raw disk as far as this class can tell.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, VHDInspector.
 */
final class Vhd implements FormatInspector {
  private static final int SIZE = 40;

  private final Region header = new Region(0, 512);

  @Override
  public String format() {
    return "vhd";
  }

  @Override
  public Region header() {
    return header;
  }

  @Override
  public boolean matches() {
    return header.startsWith("conectix");
  }

  @Override
  public long virtualSize(long size) {
    return header.isComplete() ? header.bigEndian().getLong(SIZE) : 0;
  }
}
