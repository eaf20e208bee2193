package io.glance.api.imagedata;

import io.glance.api.imagedata.LocationStrategyProperties.Kind;
import java.util.List;

/** Orders of locations to vary. */
final class LocationStrategies {
  private LocationStrategies() {}

  static LocationStrategy usual() {
    return new LocationStrategy(
        new LocationStrategyProperties(Kind.LOCATION_ORDER), new StoreTypeProperties(List.of()));
  }

  static LocationStrategy preferring(String... types) {
    return new LocationStrategy(
        new LocationStrategyProperties(Kind.STORE_TYPE), new StoreTypeProperties(List.of(types)));
  }
}
