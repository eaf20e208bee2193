package io.glance.api.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for all known formats in data that pass by, in pieces of any size. One for each upload, and
 * for one thread.
 *
 * <p>Takes 400 KiB of memory at most, whatever the data are, and fails for none. Formats that have
 * seen what they need look no further, so that the bulk of the data costs nothing.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, InspectWrapper.
 */
public final class FormatInspection {
  /** What data are that have no known format. */
  public static final String RAW = "raw";

  private static final int BUFFER = 64 * 1024;
  private static final Set<String> KNOWN = knownFormats();

  private final List<FormatInspector> all = inspectors();
  private final List<FormatInspector> hungry = new ArrayList<>(all);
  private long size;

  /**
   * Inspects data up to their end. Leaves {@code data} open.
   *
   * @throws IOException as {@code data} throws it
   */
  public static Findings of(InputStream data) throws IOException {
    FormatInspection inspection = new FormatInspection();
    byte[] buffer = new byte[BUFFER];
    int read;
    while ((read = data.read(buffer)) >= 0) {
      inspection.take(buffer, 0, read);
    }
    return inspection.end();
  }

  /**
   * Inspects a file, of which little is read.
   *
   * @throws IOException if it cannot be read
   */
  public static Findings of(Path file) throws IOException {
    FormatInspection inspection = new FormatInspection();
    ByteBuffer buffer = ByteBuffer.wrap(new byte[BUFFER]);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        inspection.take(buffer.array(), buffer.arrayOffset(), buffer.position());
        if (inspection.awaitsOnlyTheEnd()) {
          inspection.size = Math.max(inspection.size, channel.size() - Tail.LONGEST);
          channel.position(inspection.size);
        }
      }
    }
    return inspection.end();
  }

  /** Whether data can be told to have that format. */
  public static boolean knows(String format) {
    return KNOWN.contains(format);
  }

  /** Takes the next bytes. Nothing of the array is kept. */
  public void take(byte[] bytes, int offset, int length) {
    if (!hungry.isEmpty() && length > 0) {
      for (FormatInspector inspector : hungry) {
        inspector.take(bytes, offset, length, size);
      }
      hungry.removeIf(FormatInspector::isSated);
    }
    size += length;
  }

  /** Whether the data have begun as that format and cannot be good as such any more. */
  public boolean isMalformed(@Nullable String format) {
    for (FormatInspector inspector : all) {
      if (inspector.isMalformed() && inspector.format().equals(format)) {
        return true;
      }
    }
    return false;
  }

  /** The data are over. Nothing can be taken afterwards. */
  public Findings end() {
    all.forEach(FormatInspector::end);
    List<Findings.Match> matches =
        all.stream()
            .filter(FormatInspector::matches)
            .map(inspector -> Findings.Match.of(inspector, size))
            .toList();
    Findings.Match cutOff =
        all.stream()
            .filter(FormatInspector::isCutOff)
            .map(inspector -> Findings.Match.of(inspector, size))
            .findFirst()
            .orElse(null);
    return new Findings(
        matches.isEmpty() ? List.of(Findings.Match.raw(size)) : matches, cutOff, size);
  }

  private boolean awaitsOnlyTheEnd() {
    return hungry.stream().allMatch(FormatInspector::awaitsOnlyTheEnd);
  }

  private static List<FormatInspector> inspectors() {
    return List.of(
        new Qcow2(),
        new Vhd(),
        new Vhdx(),
        new Vmdk(),
        new Vdi(),
        new Qed(),
        new Iso(),
        new Gpt(),
        new Luks());
  }

  private static Set<String> knownFormats() {
    Set<String> formats =
        inspectors().stream().map(FormatInspector::format).collect(Collectors.toSet());
    formats.add(RAW);
    return Set.copyOf(formats);
  }
}
