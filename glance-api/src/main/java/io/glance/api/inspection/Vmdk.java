package io.glance.api.inspection;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * VMware's VMDK: a sparse extent, little-endian, with a descriptor in its second sector, and
 * perhaps a footer that counts instead of the header; or a descriptor alone, which points to other
 * files and is never safe unless it pretends to be the former.
 *
 * <p>Beyond the original, text counts as a VMDK also where only QEMU would take it for one.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, VMDKInspector.
 */
final class Vmdk implements FormatInspector {
  private static final String MAGIC = "KDMV";
  private static final int SECTOR = 512;
  private static final int VERSION = 4;
  private static final int SECTORS = 12;
  private static final int DESCRIPTOR_SECTOR = 28;
  private static final int DESCRIPTOR_SECTORS = 36;
  private static final int GRAIN_DIRECTORY = 56;
  private static final long AT_END = -1;
  private static final int SHORTEST_HEADER = 64;

  /** Bytes of a descriptor that are looked at. Real ones have one or two thousand. */
  private static final int LONGEST_DESCRIPTOR = 64 * 1024;

  private final Region header = new Region(0, SECTOR);
  private Kind kind = Kind.UNDECIDED;
  private boolean wellFormed = true;
  private @Nullable Region descriptor;
  private @Nullable Tail tail;

  private enum Kind {
    UNDECIDED,
    SPARSE,
    TEXT,
    NONE
  }

  @Override
  public String format() {
    return "vmdk";
  }

  @Override
  public Region header() {
    return header;
  }

  @Override
  public void take(byte[] source, int from, int count, long position) {
    header.take(source, from, count, position);
    if (kind == Kind.UNDECIDED && header.isComplete()) {
      decide();
    }
    if (descriptor != null) {
      descriptor.take(source, from, count, position);
    }
    if (tail != null) {
      tail.take(source, from, count, position);
    }
  }

  @Override
  public void end() {
    if (kind == Kind.UNDECIDED) {
      decide();
    }
  }

  @Override
  public boolean isSated() {
    return switch (kind) {
      case UNDECIDED -> false;
      case NONE -> true;
      case SPARSE -> !wellFormed || (hasDescriptor() && tail == null);
      case TEXT -> hasDescriptor();
    };
  }

  @Override
  public boolean awaitsOnlyTheEnd() {
    return isSated() || (kind == Kind.SPARSE && hasDescriptor());
  }

  @Override
  public boolean matches() {
    return switch (kind) {
      case UNDECIDED -> header.startsWith(MAGIC);
      case SPARSE -> true;
      case TEXT -> new VmdkDescriptor(text()).hasType() || VmdkText.isRecognisedByQemu(header);
      case NONE -> false;
    };
  }

  @Override
  public boolean isComplete() {
    return switch (kind) {
      case UNDECIDED, NONE -> false;
      case SPARSE -> !wellFormed || (hasDescriptor() && (tail == null || tail.isComplete()));
      case TEXT -> true;
    };
  }

  @Override
  public @Nullable String error() {
    boolean undescribed = kind == Kind.TEXT && new VmdkDescriptor(text()).isSelfContained();
    return undescribed ? ContentRule.INSPECTION_FAILED : null;
  }

  @Override
  public boolean isMalformed() {
    return kind == Kind.SPARSE && !wellFormed;
  }

  /** Of other types than these two nothing is known. */
  @Override
  public long virtualSize(long size) {
    if (kind != Kind.SPARSE || !new VmdkDescriptor(text()).isSelfContained()) {
      return 0;
    }
    long sectors = header.littleEndian().getLong(SECTORS);
    return sectors < 0 || sectors > Long.MAX_VALUE / SECTOR ? -1 : sectors * SECTOR;
  }

  @Override
  public Set<String> failedChecks() {
    Set<String> failed = new LinkedHashSet<>();
    if (!isWhole() || !new VmdkDescriptor(text()).isSafe()) {
      failed.add("descriptor");
    }
    if (tail != null && !VmdkFooter.isSound(header.littleEndian(), tail)) {
      failed.add("footer");
    }
    return failed;
  }

  private void decide() {
    if (header.startsWith(MAGIC)) {
      if (header.kept() >= SHORTEST_HEADER) {
        kind = Kind.SPARSE;
        readHeader();
      }
      return;
    }
    boolean text = header.kept() >= SHORTEST_HEADER && VmdkText.isText(header);
    kind = text || VmdkText.isRecognisedByQemu(header) ? Kind.TEXT : Kind.NONE;
    if (kind == Kind.TEXT) {
      descriptor = new Region(SECTOR, LONGEST_DESCRIPTOR - SECTOR);
    }
  }

  private void readHeader() {
    ByteBuffer fields = header.littleEndian();
    int version = fields.getInt(VERSION);
    long sectors = fields.getLong(DESCRIPTOR_SECTORS);
    wellFormed = version >= 1 && version <= 3 && fields.getLong(DESCRIPTOR_SECTOR) == 1;
    if (!wellFormed) {
      return;
    }
    boolean small = sectors >= 0 && sectors < LONGEST_DESCRIPTOR / SECTOR;
    descriptor = new Region(SECTOR, small ? (int) sectors * SECTOR : LONGEST_DESCRIPTOR);
    if (fields.getLong(GRAIN_DIRECTORY) == AT_END) {
      tail = new Tail(SECTOR);
    }
  }

  private boolean hasDescriptor() {
    return descriptor != null && descriptor.isComplete();
  }

  private String text() {
    String behind = descriptor == null ? "" : descriptor.text();
    return kind == Kind.TEXT ? header.text() + behind : behind;
  }

  /** Whether the descriptor ends within what was looked at. */
  private boolean isWhole() {
    String text = text();
    return text.length() < LONGEST_DESCRIPTOR || text.indexOf('\0') >= 0;
  }
}
