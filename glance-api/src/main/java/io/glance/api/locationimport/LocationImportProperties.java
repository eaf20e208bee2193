package io.glance.api.locationimport;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How locations are looked at that are added in the background, section {@code [DEFAULT]}.
 *
 * @param doSecureHash whether digests are computed from the bytes; otherwise those that a caller
 *     names are taken on trust
 * @param httpRetries how often the bytes are read until digests are there; 0 counts as 1
 */
@ConfigurationProperties("oslo.default")
record LocationImportProperties(
    @DefaultValue("true") boolean doSecureHash, @DefaultValue("3") int httpRetries) {

  LocationImportProperties {
    if (httpRetries < 0) {
      throw new IllegalArgumentException(
          "http_retries is %d, must be at least 0".formatted(httpRetries));
    }
  }
}
