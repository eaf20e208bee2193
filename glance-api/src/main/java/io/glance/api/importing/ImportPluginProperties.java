package io.glance.api.importing;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to images on their way in, section {@code [image_import_opts]}.
 *
 * @param imageImportPlugins names of plugins, in the order in which they run
 * @param maxParallelStores stores that an import is brought to at the same time, at least 1
 */
@ConfigurationProperties("oslo.image-import-opts")
record ImportPluginProperties(
    @DefaultValue List<String> imageImportPlugins, @DefaultValue("1") int maxParallelStores) {

  ImportPluginProperties {
    imageImportPlugins = List.copyOf(imageImportPlugins);
    if (maxParallelStores < 1) {
      throw new IllegalArgumentException(
          "max_parallel_stores is %d, must be at least 1".formatted(maxParallelStores));
    }
  }
}
