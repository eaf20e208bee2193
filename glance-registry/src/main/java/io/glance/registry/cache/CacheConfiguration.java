package io.glance.registry.cache;

import io.glance.registry.db.Queries;
import jakarta.persistence.EntityManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import(CacheController.class)
public class CacheConfiguration {

  @Bean
  CachedImageRows cachedImageRows(EntityManager entities) {
    return new CachedImageRows(entities);
  }

  @Bean
  CachedImageReader cachedImageReader(Queries queries) {
    return new CachedImageReader(queries);
  }
}
