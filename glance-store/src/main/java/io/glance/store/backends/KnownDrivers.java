package io.glance.store.backends;

import io.glance.store.StoreFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds drivers by any of their names, and knows the names of those that are not here. */
final class KnownDrivers {
  /** Drivers of glance_store that are not here, past ones too: the scheme of their locations. */
  private static final Map<String, String> MISSING =
      Map.of(
          "cinder", "cinder",
          "vmware", "vsphere",
          "sheepdog", "sheepdog",
          "gridfs", "gridfs");

  private final List<StoreFactory> factories;

  KnownDrivers(List<StoreFactory> factories) {
    this.factories = List.copyOf(factories);
  }

  Optional<StoreFactory> named(String name) {
    return factories.stream()
        .filter(factory -> factory.name().equals(name) || factory.aliases().contains(name))
        .findFirst();
  }

  /** The driver of glance_store that is meant, if it is none of ours. */
  Optional<String> missing(String name) {
    return MISSING.keySet().stream().filter(driver -> isNameOf(driver, name)).findFirst();
  }

  /** The driver of glance_store that has such locations, if it is none of ours. */
  Optional<String> missingForScheme(String scheme) {
    return MISSING.entrySet().stream()
        .filter(driver -> driver.getValue().equals(scheme))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  List<String> names() {
    return factories.stream().map(StoreFactory::name).toList();
  }

  private static boolean isNameOf(String driver, String name) {
    return name.equals(driver)
        || name.startsWith("glance.store." + driver)
        || name.startsWith("glance_store._drivers." + driver);
  }
}
