package io.glance.store.backends;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where bytes wait for their import when there is one store per driver, section {@code [DEFAULT]}.
 *
 * @param nodeStagingUri {@code file://} and the path of a directory
 */
@ConfigurationProperties("oslo.default")
public record StagingProperties(@DefaultValue("file:///tmp/staging/") String nodeStagingUri) {
  private static final String SCHEME = "file://";

  public StagingProperties {
    if (!nodeStagingUri.startsWith(SCHEME + "/")) {
      throw new IllegalArgumentException(
          "node_staging_uri is '%s', must be file:// and the absolute path of a directory"
              .formatted(nodeStagingUri));
    }
  }

  Path directory() {
    return Path.of(nodeStagingUri.substring(SCHEME.length()));
  }
}
