package io.glance.api.versions;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the list of versions depends on, section {@code [DEFAULT]}.
 *
 * @param publicEndpoint base of the links, if not the one that the client used
 * @param imageCacheDir whether images are cached
 * @param enableV1Api whether API v1 is served
 */
@ConfigurationProperties("oslo.default")
record VersionsProperties(
    @Nullable String publicEndpoint,
    @Nullable String imageCacheDir,
    @DefaultValue("false") boolean enableV1Api) {

  boolean hasCache() {
    return imageCacheDir != null && !imageCacheDir.isBlank();
  }
}
