package io.glance.api.importing;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to images on their way in, section {@code [image_import_opts]}.
 *
 * @param imageImportPlugins names of plugins, in the order in which they run
 */
@ConfigurationProperties("oslo.image-import-opts")
record ImportPluginProperties(@DefaultValue List<String> imageImportPlugins) {

  ImportPluginProperties {
    imageImportPlugins = List.copyOf(imageImportPlugins);
  }
}
