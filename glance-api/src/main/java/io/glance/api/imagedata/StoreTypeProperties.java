package io.glance.api.imagedata;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose locations are used first, section {@code [store_type_location_strategy]}.
 *
 * @param storeTypePreference types of stores in order; all others come last
 */
@ConfigurationProperties("oslo.store-type-location-strategy")
record StoreTypeProperties(@DefaultValue List<String> storeTypePreference) {

  StoreTypeProperties {
    storeTypePreference = List.copyOf(storeTypePreference);
  }
}
