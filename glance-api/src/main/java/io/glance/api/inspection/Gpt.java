package io.glance.api.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A disk with a partition table, GPT behind its protective MBR or plain MBR. A FAT file system
 * carries the same signature and is none.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, GPTInspector.
 */
final class Gpt implements FormatInspector {
  /** The check that the whole of the partition table's rules is known by. */
  static final String MBR_CHECK = "mbr";

  private static final int SIGNATURE_AT = 510;
  private static final short SIGNATURE = (short) 0xaa55;
  private static final int FAT_COPIES = 0x10;
  private static final int FAT_MEDIUM = 0x15;
  private static final int FIXED_DISK = 0xf8;

  private final Region header = new Region(0, 512);

  @Override
  public String format() {
    return "gpt";
  }

  @Override
  public Region header() {
    return header;
  }

  @Override
  public boolean matches() {
    return header.isComplete()
        && header.littleEndian().getShort(SIGNATURE_AT) == SIGNATURE
        && !isFat();
  }

  @Override
  public long virtualSize(long size) {
    return size;
  }

  @Override
  public Set<String> failedChecks() {
    return hasSoundTable() ? Set.of() : Set.of(MBR_CHECK);
  }

  private boolean isFat() {
    return header.unsignedByte(FAT_COPIES) == 2 && header.unsignedByte(FAT_MEDIUM) == FIXED_DISK;
  }

  private boolean hasSoundTable() {
    List<Integer> used = new ArrayList<>();
    boolean protective = false;
    for (int i = 0; i < Partition.COUNT; i++) {
      Partition partition = Partition.of(header, i);
      if (!partition.isSound()) {
        return false;
      }
      if (partition.isUsed()) {
        used.add(i);
      }
      protective |= partition.isProtective();
    }
    return protective ? used.equals(List.of(0)) : !used.isEmpty();
  }

  /** An entry of the MBR. */
  private record Partition(int boot, int startChs, int type, int startBlock) {
    static final int COUNT = 4;

    private static final int FIRST = 446;
    private static final int LENGTH = 16;
    private static final int PROTECTIVE = 0xee;

    static Partition of(Region header, int index) {
      int at = FIRST + index * LENGTH;
      int chs = header.bigEndian().getInt(at) & 0xffffff;
      return new Partition(
          header.unsignedByte(at),
          chs,
          header.unsignedByte(at + 4),
          header.littleEndian().getInt(at + 8));
    }

    boolean isUsed() {
      return type != 0;
    }

    boolean isProtective() {
      return type == PROTECTIVE;
    }

    /** A protective partition begins in cylinder 0, head 0, sector 2, which is block 1. */
    boolean isSound() {
      boolean bootable = boot == 0 || boot == 0x80;
      return bootable && (!isProtective() || (startChs == 0x000200 && startBlock == 1));
    }
  }
}
