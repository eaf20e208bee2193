package io.glance.api.imagedata;

import io.glance.common.image.ImageLocation;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.backends.Stores;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bytes at an image's locations, each in the store that has it. */
@Component
final class StoredBytes {
  private static final Logger log = LoggerFactory.getLogger(StoredBytes.class);

  private final Stores stores;

  StoredBytes(Stores stores) {
    this.stores = stores;
  }

  /** The caller closes the result. */
  OpenImage open(ImageLocation location, ByteRange range) throws IOException {
    StoreLocation place = placeOf(location);
    return stores.forLocation(place, backendOf(location)).open(place, range);
  }

  /**
   * Sees to it that this service keeps no bytes there: what is gone already, what no store of this
   * service can reach and what a store only reads count as deleted.
   *
   * <p>Source: glance/location.py, StoreLocations.pop; glance_store's safe_delete_from_backend.
   */
  void delete(ImageLocation location, String imageId) throws IOException {
    try {
      StoreLocation place = placeOf(location);
      stores.forLocation(place, backendOf(location)).delete(place);
    } catch (StoreException.NotFound | StoreException.Unsupported | StoreException.BadLocation e) {
      log.warn("no bytes of image {} to delete: {}", imageId, e.getMessage());
    }
  }

  private static StoreLocation placeOf(ImageLocation location) throws StoreException {
    try {
      return new StoreLocation(location.url());
    } catch (IllegalArgumentException e) {
      throw new StoreException.BadLocation("The Store URI was malformed.", e);
    }
  }

  private static @Nullable String backendOf(ImageLocation location) {
    return location.metadata().get("store") instanceof String backend ? backend : null;
  }
}
