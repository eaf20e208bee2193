package io.glance.api.versions;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the list of versions depends on, section {@code [DEFAULT]}.
 *
 * @param publicEndpoint base of the links, if not the one that the client used
 */
@ConfigurationProperties("oslo.default")
record VersionsProperties(@Nullable String publicEndpoint) {}
