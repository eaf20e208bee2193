package io.glance.common.registryapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an object of a namespace is to be.
 *
 * @param properties JSON text: an object with a definition by each name
 */
public record ObjectValues(
    String name, List<String> required, @Nullable String description, String properties) {

  public ObjectValues {
    required = List.copyOf(required);
  }
}
