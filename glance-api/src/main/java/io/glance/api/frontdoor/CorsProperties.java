package io.glance.api.frontdoor;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which web pages may use the API from a browser, section {@code [cors]} and, for other origins,
 * sections {@code [cors.<name>]}.
 *
 * @param allowedOrigin scheme, host and port of those pages; {@code *}: all; empty: none
 * @param allowCredentials whether their requests may carry what the browser keeps for this service
 * @param exposeHeaders of an answer that they may read
 * @param maxAge seconds for which a browser may remember that it may ask; 0: it is not told
 * @param allowMethods that they may use
 * @param allowHeaders that they may send, beside those that each page may
 */
@ConfigurationProperties("oslo.cors")
record CorsProperties(
    @DefaultValue List<String> allowedOrigin,
    @DefaultValue("true") boolean allowCredentials,
    @DefaultValue({
          "X-Image-Meta-Checksum",
          "X-Auth-Token",
          "X-Subject-Token",
          "X-Service-Token",
          "X-OpenStack-Request-ID"
        })
        List<String> exposeHeaders,
    @DefaultValue("3600") int maxAge,
    @DefaultValue({"GET", "PUT", "POST", "DELETE", "PATCH"}) List<String> allowMethods,
    @DefaultValue({
          "Content-MD5",
          "X-Image-Meta-Checksum",
          "X-Storage-Token",
          "Accept-Encoding",
          "X-Auth-Token",
          "X-Identity-Status",
          "X-Roles",
          "X-Service-Catalog",
          "X-User-Id",
          "X-Tenant-Id",
          "X-OpenStack-Request-ID"
        })
        List<String> allowHeaders) {

  CorsProperties {
    allowedOrigin = List.copyOf(allowedOrigin);
    exposeHeaders = List.copyOf(exposeHeaders);
    allowMethods = List.copyOf(allowMethods);
    allowHeaders = List.copyOf(allowHeaders);
    if (maxAge < 0) {
      throw new IllegalArgumentException("max_age is %d, must not be negative".formatted(maxAge));
    }
  }
}
