package io.glance.api.inspection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's VHDX, little-endian. Its size stands in an item of a metadata table, which a table of
 * regions points to. Places in the file count only if they are still to come.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, VHDXInspector.
 */
final class Vhdx implements FormatInspector {
  private static final int KIB = 1024;
  private static final int END_OF_TABLES = 256 * KIB;
  private static final int NEVER = -1;
  private static final int ENTRY = 32;
  private static final int MOST_ENTRIES = 2047;
  private static final int REGION_TABLE = 0x69676572;
  private static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");
  private static final UUID DISK_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");

  private final Region identifier = new Region(0, 32);
  private final Region regions = new Region(192 * KIB, 64 * KIB);
  private @Nullable Region metadata;
  private @Nullable Region size;
  private @Nullable String error;

  @Override
  public String format() {
    return "vhdx";
  }

  @Override
  public Region header() {
    return identifier;
  }

  @Override
  public void take(byte[] source, int from, int count, long position) {
    identifier.take(source, from, count, position);
    if (!matches()) {
      return;
    }
    boolean hadRegions = regions.isComplete();
    regions.take(source, from, count, position);
    if (regions.isComplete() && !hadRegions) {
      findMetadata();
    }
    if (metadata != null && !metadata.isComplete()) {
      metadata.take(source, from, count, position);
      if (metadata.isComplete()) {
        findSize(metadata);
      }
    }
    if (size != null) {
      size.take(source, from, count, position);
    }
  }

  @Override
  public boolean isSated() {
    if (identifier.isComplete() && !matches()) {
      return true;
    }
    return error != null || isComplete();
  }

  @Override
  public boolean matches() {
    return identifier.startsWith("vhdxfile");
  }

  @Override
  public boolean isComplete() {
    return regions.isComplete()
        && (metadata == null || metadata.isComplete())
        && (size == null || size.isComplete());
  }

  @Override
  public @Nullable String error() {
    return error;
  }

  @Override
  public boolean isMalformed() {
    return error != null;
  }

  @Override
  public long virtualSize(long bytes) {
    return size != null && size.isComplete() ? size.littleEndian().getLong() : 0;
  }

  private void findMetadata() {
    ByteBuffer table = regions.littleEndian();
    long count = Integer.toUnsignedLong(table.getInt(8));
    if (table.getInt(0) != REGION_TABLE) {
      error = "Region signature not found at %x".formatted(regions.offset());
      return;
    }
    if (count > MOST_ENTRIES) {
      error = "Region count is %d (limit %d)".formatted(count, MOST_ENTRIES);
      return;
    }
    int entry = find(METADATA, table, 16, (int) count);
    if (entry >= 0) {
      long offset = table.getLong(entry + 16);
      metadata = new Region(offset < END_OF_TABLES ? NEVER : offset, 64 * KIB);
    }
  }

  private void findSize(Region found) {
    ByteBuffer table = found.littleEndian();
    int count = Short.toUnsignedInt(table.getShort(10));
    if (!found.startsWith("metadata")) {
      error = "Invalid signature for metadata region";
      return;
    }
    if (count > MOST_ENTRIES) {
      error = "Metadata item count is %d (limit %d)".formatted(count, MOST_ENTRIES);
      return;
    }
    int entry = find(DISK_SIZE, table, ENTRY, count);
    if (entry < 0) {
      return;
    }
    long at = Integer.toUnsignedLong(table.getInt(entry + 16));
    if (table.getInt(entry + 20) != Long.BYTES) {
      error = ContentRule.INSPECTION_FAILED;
      return;
    }
    size = new Region(found.offset() + at, Long.BYTES);
    found.passTo(size);
  }

  /** Where the entry of that name begins in the table, or -1. */
  private static int find(UUID name, ByteBuffer table, int first, int count) {
    for (int i = 0; i < count; i++) {
      int at = first + i * ENTRY;
      if (name.equals(nameAt(table, at))) {
        return at;
      }
    }
    return -1;
  }

  /** The first three groups of such a name are numbers, the last two are bytes. */
  private static UUID nameAt(ByteBuffer table, int at) {
    long high =
        Integer.toUnsignedLong(table.getInt(at)) << 32
            | (long) Short.toUnsignedInt(table.getShort(at + 4)) << 16
            | Short.toUnsignedInt(table.getShort(at + 6));
    long low = table.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(at + 8);
    return new UUID(high, low);
  }
}
