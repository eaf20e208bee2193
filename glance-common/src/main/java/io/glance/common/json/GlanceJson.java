package io.glance.common.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The mapper of the internal link between the two services. Thread-safe. */
public final class GlanceJson {
  private static final JsonMapper INTERNAL =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private GlanceJson() {}

  /** Absent fields are left out, unknown ones ignored, so that two releases can talk. */
  public static JsonMapper internal() {
    return INTERNAL;
  }
}
