package io.glance.registry.image;

import io.glance.registry.db.JdbcAddress;
import io.glance.registry.db.Queries;
import io.glance.registry.db.Transactions;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  ImagesController.class,
  MembersController.class,
  SharingController.class,
  UsageController.class
})
public class ImageConfiguration {

  @Bean
  ImageReader imageReader(Queries queries) {
    return new ImageReader(queries);
  }

  @Bean
  ImageLister imageLister(Queries queries, ImageReader reader, JdbcAddress address) {
    return new ImageLister(queries, reader, address.database());
  }

  @Bean
  MemberReader memberReader(Queries queries) {
    return new MemberReader(queries);
  }

  @Bean
  MemberRows memberRows(MemberRepository members, ImageRows rows) {
    return new MemberRows(members, rows);
  }

  @Bean
  ImageRows imageRows(
      ImageRepository images,
      MemberRepository members,
      EntityManager entities,
      ImageReader reader,
      Clock clock) {
    return new ImageRows(images, members, entities, reader, clock);
  }

  @Bean
  OwnerLock ownerLock(EntityManager entities, JdbcAddress address) {
    return new OwnerLock(entities, address.database());
  }

  @Bean
  OwnerUsage ownerUsage(Queries queries, OwnerLock lock) {
    return new OwnerUsage(queries, lock);
  }

  @Bean
  ImageCreation imageCreation(
      ImageRows rows, Queries queries, Transactions transactions, OwnerUsage usage) {
    return new ImageCreation(rows, queries, transactions, usage);
  }

  @Bean
  ImageLifecycle imageLifecycle(
      ImageRows rows, LocationRepository locations, Queries queries, EntityManager entities) {
    return new ImageLifecycle(rows, locations, new Deletion(queries, entities));
  }

  @Bean
  ImageScrubs imageScrubs(
      ImageRows rows, LocationRepository locations, Queries queries, EntityManager entities) {
    return new ImageScrubs(rows, locations, new Deletion(queries, entities));
  }

  @Bean
  ImageLocations imageLocations(ImageRows rows, LocationRepository locations) {
    return new ImageLocations(rows, locations);
  }

  @Bean
  ImageLocationImports imageLocationImports(
      ImageRows rows, LocationRepository locations, ImageLocations edits) {
    return new ImageLocationImports(rows, locations, edits);
  }

  @Bean
  ImageImports imageImports(ImageRows rows, LocationRepository locations) {
    return new ImageImports(rows, locations);
  }

  @Bean
  ImagesOfTasks imagesOfTasks(
      ImageRows rows, ImageCreation creation, Queries queries, EntityManager entities) {
    return new ImagesOfTasks(rows, creation, new Deletion(queries, entities));
  }
}
