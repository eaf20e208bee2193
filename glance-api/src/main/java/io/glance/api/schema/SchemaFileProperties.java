package io.glance.api.schema;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where an operator's {@code schema-image.json} may lie. No option: whoever starts the service sets
 * it to the directories of the configuration files, as {@code OsloEnvironment} knows them.
 *
 * @param configDirectories looked at in this order
 */
@ConfigurationProperties("glance")
record SchemaFileProperties(@DefaultValue List<Path> configDirectories) {

  SchemaFileProperties {
    configDirectories = List.copyOf(configDirectories);
  }
}
