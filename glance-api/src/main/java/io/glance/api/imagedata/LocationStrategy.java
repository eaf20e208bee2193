package io.glance.api.imagedata;

import io.glance.common.image.ImageLocation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The order in which locations are used where stores have no weight, as operators of older releases
 * chose it.
 *
 * <p>Source: glance/common/location_strategy of Glance 25.1.
 */
@Component
final class LocationStrategy {
  private static final Map<String, List<String>> SCHEMES =
      Map.of(
          "file", List.of("file", "filesystem"),
          "http", List.of("http", "https"),
          "rbd", List.of("rbd"),
          "swift", List.of("swift", "swift+https", "swift+http"),
          "sheepdog", List.of("sheepdog"),
          "cinder", List.of("cinder"),
          "vmware", List.of("vsphere"));

  private final boolean byType;
  private final List<String> preferred;

  LocationStrategy(LocationStrategyProperties choice, StoreTypeProperties preference) {
    byType = choice.locationStrategy() == LocationStrategyProperties.Kind.STORE_TYPE;
    preferred =
        preference.storeTypePreference().stream()
            .map(String::strip)
            .map(type -> type.equals("filesystem") ? "file" : type)
            .filter(type -> !type.isEmpty())
            .toList();
  }

  /** Locations of one type stay in their order. */
  List<ImageLocation> inOrder(List<ImageLocation> locations) {
    return byType
        ? locations.stream().sorted(Comparator.comparingInt(this::rank)).toList()
        : locations;
  }

  private int rank(ImageLocation location) {
    String scheme = location.url().strip().split(":", 2)[0].toLowerCase(Locale.ROOT);
    for (int i = 0; i < preferred.size(); i++) {
      if (SCHEMES.getOrDefault(preferred.get(i), List.of()).contains(scheme)) {
        return i;
      }
    }
    return preferred.size();
  }
}
