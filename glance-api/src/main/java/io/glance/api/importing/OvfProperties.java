package io.glance.api.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which properties an image gets from the OVF of its package: names of elements of {@code
 * CIM_ProcessorAllocationSettingData}, that the operator lists in {@code ovf-metadata.json}.
 *
 * <p>Source: glance/async_/flows/ovf_process.py, OVAImageExtractor._load_interested_properties.
 */
record OvfProperties(Set<String> names) {
  private static final Logger log = LoggerFactory.getLogger(OvfProperties.class);
  private static final String FILE_NAME = "ovf-metadata.json";
  private static final String NAMES = "cim_pasd";

  OvfProperties {
    names = Set.copyOf(names);
  }

  /**
   * Where the file may lie. No option: whoever starts the service sets it to the directories of the
   * configuration files.
   *
   * @param configDirectories looked at in this order
   */
  @ConfigurationProperties("glance")
  record Places(@DefaultValue List<Path> configDirectories) {
    Places {
      configDirectories = List.copyOf(configDirectories);
    }
  }

  /** Those of the first file of that name; none, with a warning, if it is not there or wrong. */
  static OvfProperties load(Places places) {
    Optional<Path> file =
        places.configDirectories().stream()
            .map(directory -> directory.resolve(FILE_NAME))
            .filter(Files::isRegularFile)
            .findFirst();
    if (file.isEmpty()) {
      log.warn("no {} beside the configuration: an OVF gives its image no properties", FILE_NAME);
      return new OvfProperties(Set.of());
    }
    try {
      return new OvfProperties(read(Files.readString(file.get())));
    } catch (IOException | JacksonException e) {
      log.warn("{} cannot be read: an OVF gives its image no properties", file.get(), e);
      return new OvfProperties(Set.of());
    }
  }

  private static Set<String> read(String text) {
    Set<String> names = new TreeSet<>();
    for (JsonNode name : JsonMapper.shared().readTree(text).path(NAMES)) {
      if (name.isString()) {
        names.add(name.stringValue());
      }
    }
    if (names.isEmpty()) {
      log.warn("{} has no list {}: an OVF gives its image no properties", FILE_NAME, NAMES);
    }
    return names;
  }
}
