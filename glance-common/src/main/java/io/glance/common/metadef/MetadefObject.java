package io.glance.common.metadef;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Properties that belong together.
 *
 * @param required names of those that must be there
 * @param properties JSON text: an object with a definition by each name
 */
public record MetadefObject(
    String name,
    List<String> required,
    @Nullable String description,
    String properties,
    Instant createdAt,
    @Nullable Instant updatedAt) {

  public MetadefObject {
    required = List.copyOf(required);
  }
}
