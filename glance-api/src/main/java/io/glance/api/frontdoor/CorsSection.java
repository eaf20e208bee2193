package io.glance.api.frontdoor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a section {@code [cors.<name>]} says; {@code [cors]} says the rest. */
record CorsSection(
    @Nullable List<String> allowedOrigin,
    @Nullable Boolean allowCredentials,
    @Nullable List<String> exposeHeaders,
    @Nullable Integer maxAge,
    @Nullable List<String> allowMethods,
    @Nullable List<String> allowHeaders) {

  /** These options, with those that are not set from {@code common}; origins are never common. */
  CorsProperties over(CorsProperties common) {
    return new CorsProperties(
        allowedOrigin == null ? List.of() : allowedOrigin,
        or(allowCredentials, common.allowCredentials()),
        or(exposeHeaders, common.exposeHeaders()),
        or(maxAge, common.maxAge()),
        or(allowMethods, common.allowMethods()),
        or(allowHeaders, common.allowHeaders()));
  }

  private static <T> T or(@Nullable T own, T common) {
    return own == null ? common : own;
  }
}
