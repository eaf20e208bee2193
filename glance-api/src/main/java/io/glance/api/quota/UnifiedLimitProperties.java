package io.glance.api.quota;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose limits hold, and how the identity service that keeps them is asked: section {@code
 * [oslo_limit]}. The account is in the same section.
 *
 * <p>Source: oslo_limit/opts.py.
 *
 * @param endpointId of this image service, whose service and region the limits are registered for;
 *     absent: what the four options below find
 * @param endpointServiceName name of the image service; absent: any
 * @param endpointServiceType its type; absent: any
 * @param endpointRegionName its region; absent: any
 * @param endpointInterface {@code public}, {@code internal} or {@code admin}
 * @param validInterfaces of the identity service, the best first
 * @param regionName of the identity service; absent: any
 * @param endpointOverride URL of the identity service with its version; absent: that of the
 *     catalogue
 * @param connectRetries how often a connection that fails is tried again
 */
@ConfigurationProperties("oslo.oslo-limit")
record UnifiedLimitProperties(
    @Nullable String endpointId,
    @Nullable String endpointServiceName,
    @Nullable String endpointServiceType,
    @Nullable String endpointRegionName,
    @DefaultValue("public") String endpointInterface,
    @DefaultValue("public") List<String> validInterfaces,
    @Nullable String regionName,
    @Nullable String endpointOverride,
    @DefaultValue("0") int connectRetries) {

  private static final List<String> AUDIENCES = List.of("public", "internal", "admin");
  private static final String OF_OLD_FILES = "url";

  UnifiedLimitProperties {
    requireAudience("endpoint_interface", endpointInterface);
    validInterfaces.forEach(one -> requireAudience("valid_interfaces", one));
    validInterfaces = List.copyOf(validInterfaces);
    if (connectRetries < 0) {
      throw new IllegalArgumentException(
          "connect_retries is %d, must be 0 at least".formatted(connectRetries));
    }
  }

  /**
   * @throws IllegalArgumentException if nothing says which service the limits are for
   */
  void requireEndpoint() {
    if (endpointId == null && endpointServiceName == null && endpointServiceType == null) {
      throw new IllegalArgumentException(
          "endpoint_id is not set, and neither is endpoint_service_name or endpoint_service_type;"
              + " use_keystone_limits needs one of them");
    }
  }

  /** As endpoints are told apart in the identity service. */
  String endpointAudience() {
    return bare(endpointInterface);
  }

  /** Those of the identity service, the best first. */
  List<String> audiences() {
    return validInterfaces.stream().map(UnifiedLimitProperties::bare).toList();
  }

  private static void requireAudience(String option, String value) {
    if (!AUDIENCES.contains(bare(value))) {
      throw new IllegalArgumentException(
          "%s is %s, must be public, internal or admin".formatted(option, value));
    }
  }

  private static String bare(String audience) {
    String plain = audience.strip().toLowerCase(Locale.ROOT);
    return plain.endsWith(OF_OLD_FILES)
        ? plain.substring(0, plain.length() - OF_OLD_FILES.length())
        : plain;
  }
}
