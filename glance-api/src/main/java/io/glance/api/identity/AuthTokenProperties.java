package io.glance.api.identity;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.DurationUnit;

/**
 * How tokens are checked, section {@code [keystone_authtoken]}; how this service logs in is in
 * {@link io.glance.common.keystone.KeystoneLogin}.
 *
 * @param wwwAuthenticateUri where clients log in, as a 401 says; null: where this service does
 * @param audience which endpoint of the identity service is asked
 * @param regionName in which it is looked for; null: any
 * @param httpConnectTimeout for a connection, and for an answer; null: 5 and 15 seconds
 * @param httpRequestMaxRetries how often a request is sent again whose connection cannot be made
 * @param tokenCacheTime how long a token is remembered; zero or less: not at all
 * @param includeServiceCatalog whether the callers' catalogues are asked for
 * @param serviceTokenRoles of which a service has one that may use tokens that are over
 * @param serviceTokenRolesRequired whether a service without such a role is none
 * @param serviceType what access rules of application credentials call this service
 */
@ConfigurationProperties("oslo.keystone-authtoken")
record AuthTokenProperties(
    @Nullable String wwwAuthenticateUri,
    @Name("interface") @DefaultValue("internal") String audience,
    @Nullable String regionName,
    @Nullable @DurationUnit(ChronoUnit.SECONDS) Duration httpConnectTimeout,
    @DefaultValue("3") int httpRequestMaxRetries,
    @DefaultValue("300") @DurationUnit(ChronoUnit.SECONDS) Duration tokenCacheTime,
    @DefaultValue("true") boolean includeServiceCatalog,
    @DefaultValue("service") List<String> serviceTokenRoles,
    @DefaultValue("true") boolean serviceTokenRolesRequired,
    @Nullable String serviceType) {
  private static final Set<String> AUDIENCES = Set.of("public", "internal", "admin");

  AuthTokenProperties {
    serviceTokenRoles = List.copyOf(serviceTokenRoles);
    if (!AUDIENCES.contains(audience)) {
      throw new IllegalArgumentException(
          "interface is %s, must be one of public, internal, admin".formatted(audience));
    }
    if (httpRequestMaxRetries < 0) {
      throw new IllegalArgumentException(
          "http_request_max_retries is %d, must not be negative".formatted(httpRequestMaxRetries));
    }
    if (httpConnectTimeout != null
        && (httpConnectTimeout.isNegative() || httpConnectTimeout.isZero())) {
      throw new IllegalArgumentException(
          "http_connect_timeout is %d, must be at least 1 second"
              .formatted(httpConnectTimeout.toSeconds()));
    }
  }
}
