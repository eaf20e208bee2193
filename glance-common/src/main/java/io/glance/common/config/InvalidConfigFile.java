package io.glance.common.config;

import java.nio.file.Path;

/** A configuration file is missing, unreadable, or not written in oslo.config's format. */
public final class InvalidConfigFile extends ConfigException {

  InvalidConfigFile(OptionOrigin origin, String problem) {
    super(origin + ": " + problem);
  }

  InvalidConfigFile(Path file, String problem) {
    super(file + ": " + problem);
  }
}
