package io.glance.api.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of what is known of a caller, section {@code [DEFAULT]}.
 *
 * @param adminRole lower-cased; a role that makes an administrator beside the policy; absent: none
 * @param ownerIsTenant true: images belong to projects
 * @param allowAnonymousAccess whether somebody who does not say who he is may read
 * @param maxRequestIdLength of a request id that a client sends; 0: any length
 */
@ConfigurationProperties("oslo.default")
record ContextProperties(
    @Nullable String adminRole,
    @DefaultValue("true") boolean ownerIsTenant,
    @DefaultValue("false") boolean allowAnonymousAccess,
    @DefaultValue("64") int maxRequestIdLength) {

  ContextProperties {
    adminRole = adminRole == null ? null : adminRole.toLowerCase(Locale.ROOT);
    if (!ownerIsTenant) {
      throw new IllegalArgumentException(
          "owner_is_tenant is false, must be true: images belong to projects, not to users");
    }
    if (maxRequestIdLength < 0) {
      throw new IllegalArgumentException(
          "max_request_id_length is %d, must not be negative".formatted(maxRequestIdLength));
    }
  }
}
