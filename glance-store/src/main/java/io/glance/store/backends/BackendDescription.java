package io.glance.store.backends;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store as users and administrators are told of it.
 *
 * @param id its key in {@code enabled_backends}, or the driver's name where there is one store per
 *     driver
 * @param description what users are told about it
 * @param type the driver's name
 * @param isReadOnly whether no image can be written to it
 * @param isDefault whether images go to it when nobody chooses
 * @param weight locations in stores of higher weight come first
 * @param details what only administrators are told: see {@link io.glance.store.Store#details()}
 */
public record BackendDescription(
    String id,
    @Nullable String description,
    String type,
    boolean isReadOnly,
    boolean isDefault,
    int weight,
    Map<String, Object> details) {

  public BackendDescription {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
