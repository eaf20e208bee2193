package io.glance.api.inspection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an inspection found.
 *
 * @param matches the formats that the data have, in a fixed order; raw alone if they have no other
 * @param cutOff a format whose header the data end within, absent if there is none; not among the
 *     matches, although other programs may open the data as such
 * @param size bytes of all data
 */
public record Findings(List<Match> matches, @Nullable Match cutOff, long size) {
  private static final Set<String> BOOTABLE_ISO = Set.of("iso", "gpt");

  public Findings {
    matches = List.copyOf(matches);
    if (matches.isEmpty()) {
      throw new IllegalArgumentException("data have a format, raw if no other");
    }
  }

  /**
   * The one format of the data; empty if there are several. An ISO that can be booted from a disk
   * has a partition table and is an ISO still.
   */
  public Optional<Match> detected() {
    if (matches.size() == 1) {
      return Optional.of(matches.getFirst());
    }
    Set<String> formats = matches.stream().map(Match::format).collect(Collectors.toSet());
    return matches.stream()
        .filter(match -> formats.equals(BOOTABLE_ISO) && match.format().equals("iso"))
        .findFirst();
  }

  /**
   * A format that data have.
   *
   * @param format as {@code disk_format} calls it
   * @param virtualSize bytes of the disk that they describe, absent if they do not say
   * @param complete whether everything came that a judgement needs
   * @param error why they can be of no use as such, absent if nothing speaks against them
   * @param failedChecks names of the safety checks that they fail
   */
  public record Match(
      String format,
      @Nullable Long virtualSize,
      boolean complete,
      @Nullable String error,
      Set<String> failedChecks) {

    public Match {
      failedChecks = Set.copyOf(failedChecks);
    }

    static Match raw(long size) {
      return new Match(FormatInspection.RAW, size > 0 ? size : null, true, null, Set.of());
    }

    static Match of(FormatInspector inspector, long size) {
      long virtualSize = inspector.isComplete() ? inspector.virtualSize(size) : 0;
      String error = virtualSize < 0 ? ContentRule.INSPECTION_FAILED : inspector.error();
      return new Match(
          inspector.format(),
          virtualSize > 0 ? virtualSize : null,
          inspector.isComplete(),
          error,
          inspector.failedChecks());
    }
  }
}
