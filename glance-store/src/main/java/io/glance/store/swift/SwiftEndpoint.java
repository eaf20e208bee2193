package io.glance.store.swift;

import io.glance.common.keystone.ServiceCatalog;
import io.glance.store.StoreException;
import java.util.Optional;

/**
 * Which of a catalogue's URLs is Swift's.
 *
 * @param override URL that is used whatever the catalogue says
 * @param audience {@code public}, {@code internal} or {@code admin}
 * @param region empty: any
 */
record SwiftEndpoint(
    Optional<String> override, String serviceType, String audience, Optional<String> region) {

  /**
   * Without a slash at its end.
   *
   * @throws StoreException.Unavailable if the catalogue has none
   */
  String in(ServiceCatalog catalog) throws StoreException {
    return override
        .or(() -> catalog.url(serviceType, audience, region.orElse(null)))
        .orElseThrow(this::missing)
        .replaceAll("/+$", "");
  }

  StoreException missing() {
    return new StoreException.Unavailable(
        "Cannot find swift service endpoint: the catalogue has no %s URL of type %s%s"
            .formatted(audience, serviceType, region.map(name -> " in region " + name).orElse("")));
  }
}
