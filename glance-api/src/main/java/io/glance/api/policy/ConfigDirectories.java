package io.glance.api.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files lie that options name. No option: whoever starts the service sets it to the
 * directories of the configuration files, as {@code OsloEnvironment} knows them.
 *
 * @param configDirectories looked at in this order
 */
@ConfigurationProperties("glance")
public record ConfigDirectories(@DefaultValue List<Path> configDirectories) {

  public ConfigDirectories {
    configDirectories = List.copyOf(configDirectories);
  }

  /**
   * The file or directory that an option names, absolute or in the first directory that has it.
   *
   * <p>Source: oslo_config/cfg.py, ConfigOpts.find_file.
   */
  public Optional<Path> find(String name) {
    if (Path.of(name).isAbsolute()) {
      return Optional.of(Path.of(name)).filter(Files::exists);
    }
    return configDirectories.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::exists)
        .findFirst();
  }
}
