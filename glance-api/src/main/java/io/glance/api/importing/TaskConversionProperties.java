package io.glance.api.importing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is done to images of tasks of type import, section {@code [taskflow_executor]}.
 *
 * @param conversionFormat disk format that they are converted to; absent: they stay as they are
 */
@ConfigurationProperties("oslo.taskflow-executor")
record TaskConversionProperties(@Nullable String conversionFormat) {

  TaskConversionProperties {
    if (conversionFormat != null) {
      ImageConversionProperties.requireTarget("conversion_format", conversionFormat);
    }
  }
}
