package io.glance.api.imagedata;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * In which order locations are used where stores have no weight, section {@code [DEFAULT]}.
 *
 * @param locationStrategy whether that is their own order or depends on the type of their store
 */
@ConfigurationProperties("oslo.default")
record LocationStrategyProperties(@DefaultValue("location_order") Kind locationStrategy) {

  enum Kind {
    LOCATION_ORDER,
    STORE_TYPE
  }
}
