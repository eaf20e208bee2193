package io.glance.api.protection;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where protections are, section {@code [DEFAULT]}.
 *
 * @param propertyProtectionFile unset or empty: everybody who may change an image may change its
 *     properties
 * @param propertyProtectionRuleFormat {@code roles} or {@code policies}
 */
@ConfigurationProperties("oslo.default")
record PropertyProtectionProperties(
    @Nullable String propertyProtectionFile,
    @DefaultValue("roles") String propertyProtectionRuleFormat) {

  PropertyProtectionProperties {
    if (!propertyProtectionRuleFormat.equals("roles")
        && !propertyProtectionRuleFormat.equals("policies")) {
      throw new IllegalArgumentException(
          "property_protection_rule_format is %s, must be one of roles, policies"
              .formatted(propertyProtectionRuleFormat));
    }
  }

  boolean namesPolicies() {
    return propertyProtectionRuleFormat.equals("policies");
  }
}
