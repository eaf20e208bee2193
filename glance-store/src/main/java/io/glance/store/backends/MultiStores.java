package io.glance.store.backends;

import io.glance.store.MisconfiguredStoreException;
import io.glance.store.Store;
import io.glance.store.StoreFactory;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.file.FileStore;
import io.glance.store.file.FileStoreProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Opens stores as {@code [DEFAULT] enabled_backends} says: any number per driver, each with an id
 * and a section of that name.
 *
 * <p>Source: glance_store/multi_backend.py, create_multi_stores and verify_store.
 */
final class MultiStores {
  private final KnownDrivers drivers;
  private final Digests digests;

  /** Directories and whose they are. */
  private final Map<Path, String> taken = new HashMap<>();

  MultiStores(KnownDrivers drivers, Digests digests) {
    this.drivers = drivers;
    this.digests = digests;
  }

  Stores open(Map<String, String> enabled, Binder options) {
    requireDistinctSections(enabled);
    String defaultBackend = defaultBackend(enabled, options);
    List<Stores.Backend> backends = new ArrayList<>();
    enabled.forEach((id, type) ->
        backends.add(backend(id, factory(id, type), id.equals(defaultBackend), options)));
    ReservedStore staging = ReservedStore.ofSection(options, digests);
    take(staging.directory(), ReservedStore.STAGING);
    return new Stores(backends, defaultBackend, true, staging);
  }

  private Stores.Backend backend(
      String id, StoreFactory factory, boolean isDefault, Binder options) {
    String section = Sections.prefix(id);
    Store store = new StoreOpening(options, id, section).open(factory, isDefault);
    if (store instanceof FileStore) {
      options
          .bindOrCreate(section, FileStoreProperties.class)
          .paths()
          .forEach(directory -> take(directory, id));
    }
    BackendProperties properties = options.bindOrCreate(section, BackendProperties.class);
    return new Stores.Backend(
        new CheckedStore(id, store, digests),
        factory.schemes(),
        factory.name(),
        properties.storeDescription(),
        properties.weight());
  }

  private StoreFactory factory(String id, String type) {
    return drivers
        .named(type)
        .orElseThrow(() ->
            new MisconfiguredStoreException(
                drivers
                    .missing(type)
                    .map(driver ->
                        "[DEFAULT] enabled_backends = %s:%s: this release has no driver '%s' yet; it has %s"
                            .formatted(id, type, driver, drivers.names()))
                    .orElseGet(() ->
                        "[DEFAULT] enabled_backends = %s:%s: %s is no type of store; known are %s"
                            .formatted(id, type, type, drivers.names()))));
  }

  private static String defaultBackend(Map<String, String> enabled, Binder options) {
    @Nullable String id =
        options.bindOrCreate("oslo.glance-store", GlanceStoreProperties.class).defaultBackend();
    if (id == null || id.isBlank()) {
      throw new MisconfiguredStoreException(
          "[glance_store] default_backend: 'default_backend' config option is not set.");
    }
    if (!enabled.containsKey(id)) {
      throw new MisconfiguredStoreException(
          "[glance_store] default_backend = %s: Store for identifier %s not found; it must be one of %s"
              .formatted(id, id, enabled.keySet()));
    }
    return id;
  }

  /** Bound by their letters and digits alone, such sections would be one. */
  private static void requireDistinctSections(Map<String, String> enabled) {
    Map<String, String> sections = new HashMap<>();
    for (String id : enabled.keySet()) {
      String section = id.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
      @Nullable String other = sections.put(section, id);
      if (other != null) {
        throw new MisconfiguredStoreException(
            "[DEFAULT] enabled_backends: the ids %s and %s must differ in more than case, - and _"
                .formatted(other, id));
      }
    }
  }

  /** Two stores over one directory would overwrite and delete each other's images. */
  private void take(Path directory, String id) {
    @Nullable String other = taken.put(real(directory), id);
    if (other != null && !other.equals(id)) {
      throw new MisconfiguredStoreException(
          "[%s] and [%s] have the same directory %s: each store needs one of its own"
              .formatted(other, id, directory));
    }
  }

  static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException _) {
      return directory.toAbsolutePath().normalize();
    }
  }
}
