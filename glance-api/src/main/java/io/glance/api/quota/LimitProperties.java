package io.glance.api.quota;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of section {@code [DEFAULT]}.
 *
 * @param limitParamDefault images of a page whose request does not say
 * @param apiLimitMax images of a page at most
 * @param imagePropertyQuota additional properties of an image at most; negative: any number
 * @param imageTagQuota tags of an image at most; negative: any number
 * @param imageMemberQuota projects that an image is shared with at most; negative: any number
 * @param allowAdditionalImageProperties whether images may have properties that the schema does not
 *     name
 */
@ConfigurationProperties("oslo.default")
public record LimitProperties(
    @DefaultValue("25") int limitParamDefault,
    @DefaultValue("1000") int apiLimitMax,
    @DefaultValue("128") int imagePropertyQuota,
    @DefaultValue("128") int imageTagQuota,
    @DefaultValue("128") int imageMemberQuota,
    @DefaultValue("true") boolean allowAdditionalImageProperties) {

  public LimitProperties {
    requirePositive("limit_param_default", limitParamDefault);
    requirePositive("api_limit_max", apiLimitMax);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d, must be at least 1".formatted(option, value));
    }
  }
}
