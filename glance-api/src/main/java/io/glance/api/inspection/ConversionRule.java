package io.glance.api.inspection;

import io.glance.api.inspection.Findings.Match;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which data other programs may open to convert them. Stricter than {@link ContentRule}: no option
 * allows data that are not what they seem.
 *
 * <p>Source: glance/async_/flows/plugins/image_conversion.py, _ConvertImage.
 */
@Component
public final class ConversionRule {
  public static final String DISALLOWED = "Image has disallowed configuration";

  private static final Logger log = LoggerFactory.getLogger(ConversionRule.class);
  private static final String UNDETECTED = "Image format detection failed";
  private static final String GPT = "gpt";

  private final InspectionProperties options;
  private final ContentRule content;

  ConversionRule(InspectionProperties options, ContentRule content) {
    this.options = options;
    this.content = content;
  }

  /**
   * @param format as {@code disk_format} calls it; nothing if the data are refused
   * @param refusal why they are, absent if they are not
   */
  public record Judgement(String format, @Nullable String refusal) {}

  /** The format of data that may be opened. A disk with a partition table is raw. */
  public Judgement judge(Findings found) {
    @Nullable Match detected = found.detected().orElse(null);
    if (detected == null || found.cutOff() != null) {
      return refused(UNDETECTED);
    }
    if (!content.fatalFailures(detected.format(), detected).isEmpty()) {
      log.warn("data that are {} fail the checks {}", detected.format(), detected.failedChecks());
      return refused(DISALLOWED);
    }
    if (!detected.complete() || detected.error() != null) {
      return refused(UNDETECTED);
    }
    String format = detected.format();
    return new Judgement(format.equals(GPT) ? FormatInspection.RAW : format, null);
  }

  private static Judgement refused(String why) {
    return new Judgement("", why);
  }

  /** Why a VMDK of that type may not be opened; absent if it may. */
  public @Nullable String refusalOfVmdk(@Nullable String createType) {
    if (createType == null || createType.isEmpty()) {
      return "Unable to determine VMDK create-type";
    }
    if (options.vmdkAllowedTypes().isEmpty()) {
      return "Image is a VMDK, but no VMDK createType is specified";
    }
    return options.vmdkAllowedTypes().contains(createType)
        ? null
        : "Invalid VMDK create-type specified";
  }
}
