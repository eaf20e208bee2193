package io.glance.api.importing;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is taken over from an image of another Glance, section {@code [glance_download_properties]}.
 *
 * @param extraProperties beginnings of the names of properties
 */
@ConfigurationProperties("oslo.glance-download-properties")
record RemoteGlanceProperties(
    @DefaultValue({"hw_", "trait:", "os_distro", "os_secure_boot", "os_type"})
        List<String> extraProperties) {
  /** Begins the names of what each service keeps for itself. */
  private static final String RESERVED = "os_glance";

  RemoteGlanceProperties {
    extraProperties = List.copyOf(extraProperties);
  }

  /** Whether a property of that name is taken over. */
  boolean takes(String name) {
    return !name.startsWith(RESERVED) && extraProperties.stream().anyMatch(name::startsWith);
  }
}
