package io.glance.store.backends;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which stores there are, section {@code [glance_store]}, and which of them is the default.
 *
 * @param stores drivers by name, entry point or class path; if not set, {@code file} and {@code
 *     http}
 * @param defaultStore scheme of the locations of the store that new images go to
 * @param defaultBackend id of that store, where {@code enabled_backends} names several
 */
@ConfigurationProperties("oslo.glance-store")
public record GlanceStoreProperties(
    @Nullable List<String> stores,
    @DefaultValue("file") String defaultStore,
    @Nullable String defaultBackend) {

  public GlanceStoreProperties {
    if (stores != null) {
      stores = List.copyOf(stores);
      if (stores.isEmpty()) {
        throw new IllegalArgumentException("stores is empty, must name at least one store");
      }
    }
    if (defaultStore.isBlank()) {
      throw new IllegalArgumentException("default_store is empty, must be the scheme of a store");
    }
  }

  /** Empty unless the operator wrote a list. */
  Optional<List<String>> listedStores() {
    return Optional.ofNullable(stores);
  }
}
