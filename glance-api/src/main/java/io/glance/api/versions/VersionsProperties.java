package io.glance.api.versions;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the list of versions depends on, section {@code [DEFAULT]}.
 *
 * @param publicEndpoint base of the links, if not the one that the client used
 * @param enabledBackends if there are any, so are the versions that brought them
 */
@ConfigurationProperties("oslo.default")
record VersionsProperties(
    @Nullable String publicEndpoint, @DefaultValue Map<String, String> enabledBackends) {

  VersionsProperties {
    enabledBackends = Map.copyOf(enabledBackends);
  }
}
