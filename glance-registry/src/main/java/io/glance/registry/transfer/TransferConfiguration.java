package io.glance.registry.transfer;

import io.glance.registry.db.Queries;
import io.glance.registry.image.ImageLifecycle;
import io.glance.registry.image.ImageLocationImports;
import io.glance.registry.image.OwnerLock;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  TransfersController.class,
  StagingsController.class,
  ImportsController.class,
  LocationsController.class,
  LocationImportsController.class,
  ReservationsController.class
})
public class TransferConfiguration {

  @Bean
  TransferRows transferRows(
      TransferRepository transfers,
      ImageLifecycle images,
      ImageLocationImports locations,
      EntityManager entities,
      Clock clock) {
    return new TransferRows(transfers, images, locations, entities, clock);
  }

  @Bean
  StorageRoom storageRoom(Queries queries, OwnerLock lock) {
    return new StorageRoom(queries, lock);
  }
}
