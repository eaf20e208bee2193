package io.glance.store.backends;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The stores by id, section {@code [DEFAULT]}.
 *
 * @param enabledBackends driver of each store by the store's id, in the order written; empty where
 *     there is one store per driver
 */
@ConfigurationProperties("oslo.default")
public record EnabledBackendsProperties(@Nullable Map<String, String> enabledBackends) {
  static final String RESERVED_PREFIX = "os_glance_";

  public EnabledBackendsProperties {
    enabledBackends =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(enabledBackends == null ? Map.of() : enabledBackends));
    if (enabledBackends.keySet().stream().anyMatch(id -> id.startsWith(RESERVED_PREFIX))) {
      throw new IllegalArgumentException(
          "'os_glance_' prefix should not be used in enabled_backends config option. It is reserved for internal use only.");
    }
  }

  @Override
  public Map<String, String> enabledBackends() {
    return enabledBackends == null ? Map.of() : enabledBackends;
  }
}
