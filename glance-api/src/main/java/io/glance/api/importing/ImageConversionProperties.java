package io.glance.api.importing;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the plugin {@code image_conversion} does, section {@code [image_conversion]}.
 *
 * @param outputFormat disk format that images are converted to
 */
@ConfigurationProperties("oslo.image-conversion")
record ImageConversionProperties(@DefaultValue("raw") String outputFormat) {
  static final Set<String> TARGETS = Set.of("qcow2", "raw", "vmdk");

  ImageConversionProperties {
    requireTarget("output_format", outputFormat);
  }

  static void requireTarget(String option, String format) {
    if (!TARGETS.contains(format)) {
      throw new IllegalArgumentException(
          "%s is %s, must be of %s".formatted(option, format, TARGETS.stream().sorted().toList()));
    }
  }
}
