package io.glance.api.imagedata;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bytes at an image's locations, each in the store that has it. */
@Component
public final class StoredBytes {
  private static final Logger log = LoggerFactory.getLogger(StoredBytes.class);

  private final Stores stores;

  StoredBytes(Stores stores) {
    this.stores = stores;
  }

  /** The caller closes the result. */
  public OpenImage open(ImageLocation location, ByteRange range, Tenant tenant) throws IOException {
    StoreLocation place = placeOf(location);
    return storeOf(place, location, tenant).open(place, range);
  }

  /**
   * @throws StoreException.NotFound if there are no bytes at a location
   */
  public void requireThere(ImageLocation location, Image image) throws IOException {
    StoreLocation place = placeOf(location);
    storeOf(place, location, Tenants.ownerOf(image)).size(place);
  }

  /**
   * Sees to it that this service keeps no bytes at any of an image's locations: what is gone
   * already, what no store of this service can reach and what a store only reads is passed over.
   *
   * <p>Source: glance/location.py, StoreLocations.pop; glance_store's safe_delete_from_backend.
   *
   * @throws Unfinished if a location fails and bytes may be gone: those of an earlier one, or its
   *     own
   * @throws IOException if a location fails and all bytes are there still
   */
  public void deleteAll(List<ImageLocation> locations, String imageId, Tenant tenant)
      throws IOException {
    boolean begun = false;
    for (ImageLocation location : locations) {
      try {
        begun |= delete(location, imageId, tenant);
      } catch (IOException e) {
        throw begun || !isUntouched(e) ? new Unfinished(e) : e;
      }
    }
  }

  /**
   * Whether a driver is sure that its bytes are all there still, as {@code Store.delete} has it.
   */
  private static boolean isUntouched(IOException failure) {
    return failure instanceof StoreException.InUse
        || failure instanceof StoreException.Forbidden
        || failure instanceof StoreException.Untouched;
  }

  /** Bytes are gone, or may be: nobody must be given them again, their removal must go on. */
  public static final class Unfinished extends IOException {
    private static final long serialVersionUID = 1;

    private Unfinished(IOException cause) {
      super("bytes may be gone, and not all of them can be removed now", cause);
    }
  }

  /** Whether there may have been bytes that are gone now, if only since an earlier attempt. */
  private boolean delete(ImageLocation location, String imageId, Tenant tenant) throws IOException {
    try {
      StoreLocation place = placeOf(location);
      storeOf(place, location, tenant).delete(place);
      return true;
    } catch (StoreException.NotFound e) {
      log.warn("no bytes of image {} to delete: {}", imageId, e.getMessage());
      return true;
    } catch (StoreException.Unsupported | StoreException.BadLocation e) {
      log.warn("no bytes of image {} to delete: {}", imageId, e.getMessage());
      return false;
    }
  }

  private CheckedStore storeOf(StoreLocation place, ImageLocation location, Tenant tenant)
      throws StoreException {
    return stores.forLocation(place, ImagePlaces.notedStore(location)).of(tenant);
  }

  private static StoreLocation placeOf(ImageLocation location) throws StoreException {
    try {
      return new StoreLocation(location.url());
    } catch (IllegalArgumentException e) {
      throw new StoreException.BadLocation("The Store URI was malformed.", e);
    }
  }
}
