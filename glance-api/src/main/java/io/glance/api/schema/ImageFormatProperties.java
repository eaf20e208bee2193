package io.glance.api.schema;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Formats that images may have, section {@code [image_format]}.
 *
 * @param containerFormats what may be around the disk
 * @param diskFormats how the disk may be stored
 */
@ConfigurationProperties("oslo.image-format")
public record ImageFormatProperties(
    @DefaultValue({"ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"})
        List<String> containerFormats,
    @DefaultValue({
          "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop"
        })
        List<String> diskFormats) {

  public ImageFormatProperties {
    containerFormats = requireNames("container_formats", containerFormats);
    diskFormats = requireNames("disk_formats", diskFormats);
  }

  private static List<String> requireNames(String option, List<String> names) {
    for (String name : names) {
      if (name.isBlank() || name.length() > 20) {
        throw new IllegalArgumentException(
            "%s names '%s', but a format has 1 to 20 characters".formatted(option, name));
      }
    }
    return List.copyOf(names);
  }
}
