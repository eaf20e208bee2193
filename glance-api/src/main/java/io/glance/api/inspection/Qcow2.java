package io.glance.api.inspection;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * QEMU's qcow2, big-endian. What it may not have: a backing file, data in another file, features
 * that this class does not know.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, QcowInspector.
 */
final class Qcow2 implements FormatInspector {
  private static final int VERSION = 4;
  private static final int BACKING_FILE = 8;
  private static final int SIZE = 24;
  private static final int INCOMPATIBLE_FEATURES = 72;
  private static final long DATA_FILE = 1 << 2;

  /** Dirty, corrupt, data in another file, and another compression. */
  private static final long KNOWN_FEATURES = 0xf;

  private final Region header = new Region(0, 512);

  @Override
  public String format() {
    return "qcow2";
  }

  @Override
  public Region header() {
    return header;
  }

  @Override
  public boolean matches() {
    return header.isComplete() && hasMagic();
  }

  @Override
  public boolean isCutOff() {
    return !header.isComplete() && hasMagic();
  }

  @Override
  public long virtualSize(long size) {
    return header.bigEndian().getLong(SIZE);
  }

  @Override
  public Set<String> failedChecks() {
    Set<String> failed = new LinkedHashSet<>();
    long features = header.bigEndian().getLong(INCOMPATIBLE_FEATURES);
    int version = header.bigEndian().getInt(VERSION);
    if (header.bigEndian().getLong(BACKING_FILE) != 0) {
      failed.add("backing_file");
    }
    if ((features & DATA_FILE) != 0) {
      failed.add("data_file");
    }
    if (version != 2 && (version != 3 || (features & ~KNOWN_FEATURES) != 0)) {
      failed.add("unknown_features");
    }
    return failed;
  }

  private boolean hasMagic() {
    return header.startsWith("QFI\u00fb");
  }
}
