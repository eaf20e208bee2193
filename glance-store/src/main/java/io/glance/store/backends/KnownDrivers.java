package io.glance.store.backends;

import io.glance.store.StoreFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds drivers by any of their names, and knows the names of those that are not here. */
final class KnownDrivers {
  /** Drivers of glance_store, past ones too: schemes of their locations. */
  private static final Map<String, List<String>> ELSEWHERE =
      Map.of(
          "http", List.of("http", "https"),
          "rbd", List.of("rbd"),
          "s3", List.of("s3", "s3+http", "s3+https"),
          "cinder", List.of("cinder"),
          "vmware", List.of("vsphere"),
          "sheepdog", List.of("sheepdog"),
          "gridfs", List.of("gridfs"));

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
    return ELSEWHERE.keySet().stream()
        .filter(driver -> isNameOf(driver, name) && named(driver).isEmpty())
        .findFirst();
  }

  /** The driver of glance_store that has such locations, if it is none of ours. */
  Optional<String> missingForScheme(String scheme) {
    return ELSEWHERE.entrySet().stream()
        .filter(driver -> driver.getValue().contains(scheme))
        .map(Map.Entry::getKey)
        .filter(driver -> named(driver).isEmpty())
        .findFirst();
  }

  List<String> names() {
    return factories.stream().map(StoreFactory::name).toList();
  }

  private static boolean isNameOf(String driver, String name) {
    return name.equals(driver)
        || name.startsWith("glance.store." + driver)
        || name.startsWith("glance_store._drivers." + driver)
        || (driver.equals("http") && name.equals("https"));
  }
}
