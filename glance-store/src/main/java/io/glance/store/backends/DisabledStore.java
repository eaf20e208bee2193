package io.glance.store.backends;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * Stands for a store that could not be opened. It is not written to; whether it has bytes nobody
 * can tell, so none are taken for gone.
 *
 * @param driver its name
 */
record DisabledStore(String driver) implements Store {

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.WRITE));
  }

  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws StoreException {
    throw disabled();
  }

  @Override
  public long size(StoreLocation location) throws StoreException {
    throw disabled();
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws StoreException {
    throw new StoreException.Unsupported(
        "Configuration for store failed. Adding images to this store is disabled.");
  }

  @Override
  public void delete(StoreLocation location) throws StoreException {
    throw disabled();
  }

  @Override
  public void discard(String imageId) throws StoreException {
    throw disabled();
  }

  /** Another store of the driver may have it. */
  @Override
  public boolean owns(StoreLocation location) {
    return false;
  }

  private StoreException disabled() {
    return new StoreException.Untouched(
        "Configuration for store failed: there is no %s store.".formatted(driver));
  }
}
