package io.glance.api.versions;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the list of versions depends on, section {@code [DEFAULT]}.
 *
 * @param publicEndpoint base of the links, if not the one that the client used
 * @param imageCacheDir with a cache, its API is there
 * @param enabledBackends with several stores, their API is there
 */
@ConfigurationProperties("oslo.default")
record VersionsProperties(
    @Nullable String publicEndpoint,
    @Nullable String imageCacheDir,
    @Nullable String enabledBackends) {

  boolean cache() {
    return isSet(imageCacheDir);
  }

  boolean backends() {
    return isSet(enabledBackends);
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
