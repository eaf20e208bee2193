package io.glance.api.importing;

import io.glance.api.imagedata.ImagePlaces;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Chooses the stores that an import goes to.
 *
 * <p>Source: glance/common/utils.py, get_stores_from_request; glance/api/v2/images.py,
 * ImagesController.import_image.
 */
@Component
final class ImportTargets {
  /** Nothing is ever stored there. */
  private static final String READ_BY_ALL = "http";

  private final Stores stores;
  private final ImagePlaces places;

  ImportTargets(Stores stores, ImagePlaces places) {
    this.stores = stores;
    this.places = places;
  }

  /**
   * The stores to import to, each once; none if all of them have the image already.
   *
   * @param header the value of {@code x-image-meta-store}; absent if it was not sent
   * @throws GlanceException.Invalid if they are named in two ways, or one has the image already
   * @throws GlanceException.Conflict if one does not exist
   */
  List<CheckedStore> of(ImportOrder order, @Nullable String header, Image image) {
    if (!stores.isMultiple()) {
      return List.of(onlyStore(order));
    }
    List<CheckedStore> chosen = new ArrayList<>(chosen(order, header));
    if (order.method() instanceof ImportMethod.CopyImage) {
      withoutThoseOf(image, chosen, order.allStores());
    }
    return chosen.stream().distinct().toList();
  }

  /**
   * The store that a task imports to: the one that it names, where there are several.
   *
   * @throws GlanceException.Conflict if it does not exist
   */
  CheckedStore ofTask(@Nullable String named) {
    return named == null || !stores.isMultiple() ? stores.defaultStore() : store(named);
  }

  private CheckedStore onlyStore(ImportOrder order) {
    CheckedStore only = stores.defaultStore();
    if (order.method() instanceof ImportMethod.CopyImage) {
      throw new GlanceException.Invalid(
          "Image is already present at store '%s'".formatted(only.backend()));
    }
    return only;
  }

  private List<CheckedStore> chosen(ImportOrder order, @Nullable String header) {
    @Nullable List<String> named = order.stores();
    if (order.allStores()) {
      if (named != null || header != null) {
        throw new GlanceException.Invalid(
            "All_stores parameter can't be used with x-image-meta-store header or stores parameter");
      }
      return stores.backends().stream()
          .filter(backend -> !backend.type().equals(READ_BY_ALL))
          .map(backend -> store(backend.id()))
          .toList();
    }
    if (named == null) {
      return header == null ? List.of(stores.defaultStore()) : List.of(store(header));
    }
    if (header != null) {
      throw new GlanceException.Invalid(
          "Stores parameter and x-image-meta-store header can't be both specified");
    }
    return named.stream().map(this::store).toList();
  }

  private CheckedStore store(String id) {
    return stores
        .named(id)
        .orElseThrow(
            () -> new GlanceException.Conflict("Store for identifier %s not found".formatted(id)));
  }

  private void withoutThoseOf(Image image, List<CheckedStore> chosen, boolean allStores) {
    for (String store : places.storesOf(image)) {
      boolean isThere = chosen.removeIf(one -> one.backend().equals(store));
      if (isThere && !allStores) {
        throw new GlanceException.Invalid(
            "Image is already present at store '%s'".formatted(store));
      }
    }
  }
}
