package io.glance.api.imagedata;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.store.StoreLocation;
import io.glance.store.backends.Stores;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which stores an image is in, and in which order its locations are used and shown.
 *
 * <p>An image of the days when there was one store notes none with its locations; whose they are is
 * found out each time, and never written.
 */
@Component
public final class ImagePlaces {
  private final Stores stores;
  private final LocationStrategy strategy;

  ImagePlaces(Stores stores, LocationStrategy strategy) {
    this.stores = stores;
    this.strategy = strategy;
  }

  /**
   * Locations in stores of higher weight first, else in their own order; where there is one store
   * per driver, as the operator's strategy says.
   *
   * <p>Source: glance/common/utils.py, sort_image_locations.
   */
  public List<ImageLocation> inOrder(Image image) {
    List<ImageLocation> locations = image.locations();
    if (!stores.isMultiple() || locations.size() < 2) {
      return strategy.inOrder(locations);
    }
    return locations.stream()
        .sorted(
            Comparator.comparingInt((ImageLocation one) -> stores.weight(storeOf(one).orElse(null)))
                .reversed())
        .toList();
  }

  /**
   * As {@link #inOrder(Image)}, but locations in preferred stores before all others.
   *
   * <p>Source: glance/api/v2/image_data.py, _filter_locations_by_stores.
   */
  List<ImageLocation> inOrder(Image image, Set<String> preferred) {
    if (preferred.isEmpty()) {
      return inOrder(image);
    }
    return inOrder(image).stream()
        .sorted(
            Comparator.comparing(
                location -> storeOf(location).filter(preferred::contains).isEmpty()))
        .toList();
  }

  /** The ids of the stores that have the image; none where there is nothing to choose. */
  public List<String> storesOf(Image image) {
    if (!stores.isMultiple()) {
      return List.of();
    }
    return inOrder(image).stream().map(this::storeOf).flatMap(Optional::stream).toList();
  }

  /** All locations in their own order, each with the id of its store where there are several. */
  public List<ImageLocation> withStores(Image image) {
    if (!stores.isMultiple()) {
      return image.locations();
    }
    return image.locations().stream().map(this::withStore).toList();
  }

  private ImageLocation withStore(ImageLocation location) {
    return storeOf(location)
        .map(store -> {
          Map<String, Object> metadata = new LinkedHashMap<>(location.metadata());
          metadata.put("store", store);
          return new ImageLocation(location.id(), location.url(), metadata);
        })
        .orElse(location);
  }

  /** The id of the store that has a location, perhaps one that is unknown here. */
  public Optional<String> storeOf(ImageLocation location) {
    @Nullable String noted = notedStore(location);
    try {
      return stores.idFor(new StoreLocation(location.url()), noted);
    } catch (IllegalArgumentException _) {
      return Optional.ofNullable(noted);
    }
  }

  static @Nullable String notedStore(ImageLocation location) {
    return location.metadata().get("store") instanceof String store && !store.isEmpty()
        ? store
        : null;
  }
}
