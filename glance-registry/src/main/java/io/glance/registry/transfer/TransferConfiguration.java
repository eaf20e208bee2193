package io.glance.registry.transfer;

import io.glance.registry.db.Queries;
import io.glance.registry.image.OwnerLock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  TransferRows.class,
  TransfersController.class,
  StagingsController.class,
  ImportsController.class,
  LocationsController.class,
  LocationImportsController.class,
  ReservationsController.class,
  ScrubsController.class,
  InventoryController.class
})
public class TransferConfiguration {

  @Bean
  StorageRoom storageRoom(Queries queries, OwnerLock lock) {
    return new StorageRoom(queries, lock);
  }
}
