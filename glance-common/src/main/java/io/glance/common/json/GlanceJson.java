package io.glance.common.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The mapper of the internal link between the two services. Thread-safe. */
public final class GlanceJson {
  private static final JsonMapper INTERNAL =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .disable(DateTimeFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .build();

  private GlanceJson() {}

  /**
   * Absent fields are left out, unknown ones ignored, so that two releases can talk. Times are
   * milliseconds since 1970: a page of images has hundreds, and text takes long to read.
   */
  public static JsonMapper internal() {
    return INTERNAL;
  }
}
