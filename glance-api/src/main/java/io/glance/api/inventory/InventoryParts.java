package io.glance.api.inventory;

import io.glance.api.imagedata.StoredBytes;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.InventoryRegistry;
import io.glance.store.backends.Stores;
import java.time.Clock;
import org.springframework.context.annotation.Bean;

/** What the commands that compare are made of. No part of the service. */
public class InventoryParts {

  @Bean
  Inventory inventory(InventoryRegistry registry, ImageRegistry images, StoredBytes bytes) {
    return new Inventory(registry, images, bytes);
  }

  @Bean
  Orphans orphans(
      Stores stores, StoredBytes bytes, InventoryRegistry registry, Inventory inventory) {
    return new Orphans(stores, bytes, registry, inventory, Clock.systemUTC());
  }
}
