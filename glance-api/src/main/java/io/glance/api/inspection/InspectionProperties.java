package io.glance.api.inspection;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How strictly data are judged, section {@code [image_format]}.
 *
 * @param requireImageFormatMatch whether data must have the format that their image declares
 * @param gptSafetyChecksNonfatal checks that disks with a partition table may fail
 * @param vmdkAllowedTypes create types of VMDKs that may be converted; none if empty
 */
@ConfigurationProperties("oslo.image-format")
record InspectionProperties(
    @DefaultValue("true") boolean requireImageFormatMatch,
    @DefaultValue List<String> gptSafetyChecksNonfatal,
    @DefaultValue({"streamOptimized", "monolithicSparse"}) List<String> vmdkAllowedTypes) {

  InspectionProperties {
    gptSafetyChecksNonfatal = List.copyOf(gptSafetyChecksNonfatal);
    vmdkAllowedTypes = List.copyOf(vmdkAllowedTypes);
    for (String check : gptSafetyChecksNonfatal) {
      if (check.isBlank()) {
        throw new IllegalArgumentException(
            "gpt_safety_checks_nonfatal names '%s', but a check has a name".formatted(check));
      }
    }
  }
}
