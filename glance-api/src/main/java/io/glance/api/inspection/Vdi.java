package io.glance.api.inspection;

/**
 * VirtualBox's VDI, little-endian.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, VDIInspector.
 */
final class Vdi implements FormatInspector {
  private static final int MAGIC_AT = 0x40;
  private static final int MAGIC = 0xbeda107f;
  private static final int SIZE = 0x170;

  private final Region header = new Region(0, 512);

  @Override
  public String format() {
    return "vdi";
  }

  @Override
  public Region header() {
    return header;
  }

  @Override
  public boolean matches() {
    return header.isComplete() && header.littleEndian().getInt(MAGIC_AT) == MAGIC;
  }

  @Override
  public long virtualSize(long size) {
    return header.littleEndian().getLong(SIZE);
  }
}
