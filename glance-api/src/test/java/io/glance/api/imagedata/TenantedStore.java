package io.glance.api.imagedata;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.Readers;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import io.glance.store.Written;
import io.glance.store.memory.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Notes for whom it acts, and whom it lets read. Nothing is done without a tenant. */
final class TenantedStore implements Store {
  private final Store bytes;
  private final Noted noted;
  private final Tenant tenant;

  private static final class Noted {
    final List<Readers> shared = new ArrayList<>();
    final List<Tenant> discarded = new ArrayList<>();
    boolean fails;
  }

  TenantedStore() {
    this(new MemoryStore(), new Noted(), Tenant.NONE);
  }

  private TenantedStore(Store bytes, Noted noted, Tenant tenant) {
    this.bytes = bytes;
    this.noted = noted;
    this.tenant = tenant;
  }

  List<Readers> shared() {
    return noted.shared;
  }

  List<Tenant> discarded() {
    return noted.discarded;
  }

  void fail() {
    noted.fails = true;
  }

  @Override
  public Store of(Tenant other) {
    return new TenantedStore(bytes, noted, other);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void share(StoreLocation location, Readers readers) throws IOException {
    if (noted.fails) {
      throw new StoreException.Unavailable("no answer");
    }
    noted.shared.add(readers);
  }

  @Override
  public void discard(String imageId) throws IOException {
    noted.discarded.add(tenant);
    bytes.discard(imageId);
  }

  @Override
  public Set<Capability> capabilities() {
    return bytes.capabilities();
  }

  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    return bytes.open(location, range);
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    return bytes.size(location);
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    return bytes.write(imageId, data, expectedSize);
  }

  @Override
  public void delete(StoreLocation location) throws IOException {
    bytes.delete(location);
  }
}
