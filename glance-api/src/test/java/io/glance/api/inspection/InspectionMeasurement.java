package io.glance.api.inspection;

import io.glance.store.testing.TestingStreams;
import java.util.LinkedHashMap;
import java.util.Map;

/** What it costs to look at data, in GiB/s. Run it by hand: GiB per image, rounds. */
final class InspectionMeasurement {
  private static final int PIECE = 256 * 1024;
  private static final long GIB = 1L << 30;

  private InspectionMeasurement() {}

  public static void main(String[] arguments) {
    long size = Long.parseLong(arguments[0]) * GIB;
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      beginnings().forEach((name, beginning) -> measure(name, beginning, size));
    }
  }

  private static Map<String, byte[]> beginnings() {
    Map<String, byte[]> beginnings = new LinkedHashMap<>();
    beginnings.put("raw", TestingStreams.bytes(PIECE));
    beginnings.put("text", Disks.latin1("x".repeat(PIECE)));
    beginnings.put("qcow2", Disks.qcow2());
    beginnings.put("vmdk with a footer", Disks.streamedVmdk());
    beginnings.put("vhdx that points to nowhere", Disks.vhdx(Long.MAX_VALUE, 0, 8));
    return beginnings;
  }

  private static void measure(String name, byte[] beginning, long size) {
    byte[] piece = TestingStreams.bytes(PIECE);
    FormatInspection inspection = new FormatInspection();
    long start = System.nanoTime();
    inspection.take(beginning, 0, beginning.length);
    for (long taken = 0; taken < size; taken += piece.length) {
      inspection.take(piece, 0, piece.length);
    }
    Findings found = inspection.end();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s: %.0f GiB/s (%d formats)%n",
        name, (double) size / GIB / seconds, found.matches().size());
  }
}
