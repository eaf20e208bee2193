package io.glance.store.backends;

import io.glance.store.MisconfiguredStoreException;
import io.glance.store.Store;
import io.glance.store.StoreFactory;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.file.FileStore;
import io.glance.store.file.FileStoreProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Opens stores as {@code [glance_store] stores} and {@code default_store} say: one store per
 * driver, all options in one section, the driver's name being the backend's.
 */
final class SingleStores {
  private static final Logger log = LoggerFactory.getLogger(SingleStores.class);
  private static final String SECTION = "oslo.glance-store";
  private static final List<String> USUAL = List.of("file", "http");

  private final KnownDrivers drivers;
  private final Digests digests;

  SingleStores(KnownDrivers drivers, Digests digests) {
    this.drivers = drivers;
    this.digests = digests;
  }

  Stores open(Binder options) {
    GlanceStoreProperties properties = options.bindOrCreate(SECTION, GlanceStoreProperties.class);
    Set<StoreFactory> wanted = new LinkedHashSet<>();
    Optional<List<String>> listed = properties.listedStores();
    for (String name : listed.orElse(USUAL)) {
      Optional<StoreFactory> factory = drivers.named(name);
      factory.ifPresent(wanted::add);
      if (factory.isEmpty() && listed.isPresent()) {
        warn(name);
      }
    }
    String defaultDriver = driverOf(properties.defaultStore(), wanted);
    ReservedStore staging = ReservedStore.ofOneStore(options, digests);
    StoreOpening opening = new StoreOpening(options, "glance_store", SECTION);
    List<Stores.Backend> backends = new ArrayList<>();
    for (StoreFactory factory : wanted) {
      Store store = opening.open(factory, factory.name().equals(defaultDriver));
      if (store instanceof FileStore) {
        requireOtherDirectory(staging.directory(), options);
      }
      backends.add(
          new Stores.Backend(new CheckedStore(factory.name(), store, digests), factory.schemes()));
    }
    return new Stores(backends, defaultDriver, false, staging);
  }

  /**
   * What is staged is thrown away one day, and an image has the same name there as in its store.
   */
  private static void requireOtherDirectory(Path staging, Binder options) {
    for (Path images : options.bindOrCreate(SECTION, FileStoreProperties.class).paths()) {
      if (MultiStores.real(images).equals(MultiStores.real(staging))) {
        throw new MisconfiguredStoreException(
            "[DEFAULT] node_staging_uri and [glance_store] have the same directory %s: each needs one of its own"
                .formatted(images));
      }
    }
  }

  private String driverOf(String defaultStore, Set<StoreFactory> wanted) {
    for (StoreFactory factory : wanted) {
      if (factory.schemes().contains(defaultStore)) {
        return factory.name();
      }
    }
    Optional<String> missing = drivers.missingForScheme(defaultStore);
    throw new MisconfiguredStoreException(
        missing
            .map(driver ->
                "[glance_store] default_store = %s: this release has no driver '%s' yet; it has %s"
                    .formatted(defaultStore, driver, drivers.names()))
            .orElseGet(() ->
                "[glance_store] default_store = %s: Store for scheme %s not found; it must be the scheme of a store listed in [glance_store] stores"
                    .formatted(defaultStore, defaultStore)));
  }

  private void warn(String name) {
    Optional<String> missing = drivers.missing(name);
    if (missing.isPresent()) {
      log.warn(
          "[glance_store] stores names {}: this release has no driver '{}' yet, locations of it"
              + " cannot be read",
          name,
          missing.get());
    } else {
      log.warn(
          "[glance_store] stores names {}, which is no store; known are {}", name, drivers.names());
    }
  }
}
