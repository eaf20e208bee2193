package io.glance.api.inspection;

import io.glance.api.inspection.Findings.Match;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which data an image of a declared format may have. Those that are unsafe to open are refused also
 * where it is tolerated that they are not what their image declares.
 *
 * <p>Source: glance/location.py, ImageProxy.set_data.
 */
@Component
public final class ContentRule {
  static final String INSPECTION_FAILED = "Image format inspection failed";

  private static final Logger log = LoggerFactory.getLogger(ContentRule.class);
  private static final String INCOMPLETE = "Incomplete file cannot be safety checked";
  private static final String UNSAFE = "Image failed safety checks";
  private static final String GPT = "gpt";

  /** These need not be disks, and may look like one with a broken partition table. */
  private static final Set<String> KERNEL_FORMATS = Set.of("aki", "ari");

  private final InspectionProperties options;

  ContentRule(InspectionProperties options) {
    this.options = options;
  }

  /** Whether data that begin so will be refused whatever follows. Quick to tell. */
  public boolean isHopeless(String declared, FormatInspection inspection) {
    return options.requireImageFormatMatch() && inspection.isMalformed(declared);
  }

  /**
   * Judges data.
   *
   * @param declared the image's {@code disk_format}
   */
  public Verdict judge(String declared, Findings found) {
    String problem = problemOf(declared, found);
    if (problem != null && options.requireImageFormatMatch()) {
      return Verdict.refused(problem);
    }
    if (problem != null) {
      log.warn("data of a {} image are taken although: {}", declared, problem);
    }
    for (Match match : toBeSafe(found)) {
      if (!fatalFailures(declared, match).isEmpty()) {
        log.warn("data that are {} fail the checks {}", match.format(), match.failedChecks());
        return Verdict.refused(UNSAFE);
      }
    }
    return Verdict.accepted(virtualSize(declared, found));
  }

  private static @Nullable String problemOf(String declared, Findings found) {
    Match detected = found.detected().orElse(null);
    if (detected == null) {
      return "Multiple formats detected: "
          + found.matches().stream().map(Match::format).collect(Collectors.joining(","));
    }
    if (detected.format().equals(declared)) {
      String error = detected.error();
      return error == null ? incompleteness(detected, found) : error;
    }
    boolean unknowable =
        detected.format().equals(FormatInspection.RAW) && !FormatInspection.knows(declared);
    if (unknowable || declared.equals(FormatInspection.RAW)) {
      return incompleteness(detected, found);
    }
    return "Image disk_format %s does not match stream data %s"
        .formatted(declared, detected.format());
  }

  private static @Nullable String incompleteness(Match detected, Findings found) {
    return detected.complete() && found.cutOff() == null ? null : INCOMPLETE;
  }

  private static List<Match> toBeSafe(Findings found) {
    Match cutOff = found.cutOff();
    if (cutOff != null) {
      return List.of(cutOff);
    }
    return found.detected().map(List::of).orElse(found.matches());
  }

  Set<String> fatalFailures(String declared, Match match) {
    Set<String> fatal = new HashSet<>(match.failedChecks());
    if (match.format().equals(GPT)) {
      options.gptSafetyChecksNonfatal().forEach(fatal::remove);
      if (KERNEL_FORMATS.contains(declared)) {
        fatal.remove(Gpt.MBR_CHECK);
      }
    }
    return fatal;
  }

  /** What is declared raw has its own size, whatever it describes. */
  private static @Nullable Long virtualSize(String declared, Findings found) {
    if (found.detected().isEmpty()) {
      return null;
    }
    if (declared.equals(FormatInspection.RAW)) {
      return found.size() > 0 ? found.size() : null;
    }
    return found
        .detected()
        .filter(match -> match.format().equals(declared))
        .map(Match::virtualSize)
        .orElse(null);
  }
}
