package io.glance.store.swift;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.Listing;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps images in an account of Swift's that this service logs in to.
 *
 * <p>Two writers of one image in one process: the second is refused at once. In two processes: each
 * of Swift's objects is written only if it is not there, and before a manifest is written the
 * segments are compared with what was sent; so neither takes the other's bytes for its own.
 *
 * <p>Source: glance_store/_drivers/swift/store.py, SingleTenantStore.
 */
final class SwiftStore implements Store {
  private final SwiftAccounts accounts;
  private final SwiftLogins logins;
  private final SwiftTransport transport;
  private final SwiftSettings settings;
  private final Set<Segments> beingWritten = ConcurrentHashMap.newKeySet();

  SwiftStore(
      SwiftAccounts accounts,
      SwiftLogins logins,
      SwiftTransport transport,
      SwiftSettings settings) {
    this.accounts = accounts;
    this.logins = logins;
    this.transport = transport;
    this.settings = settings;
  }

  SwiftSettings settings() {
    return settings;
  }

  /** The same account, and other settings. */
  SwiftStore with(SwiftSettings other) {
    return new SwiftStore(accounts, logins, transport, other);
  }

  /** The account of new images. */
  SwiftObjects objectsOfNewImages() throws IOException {
    return objects(requireAccount());
  }

  /** Without an account for new images it is for reading and deleting. */
  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.allOf(Capability.class);
    if (accounts.ofNewImages() == null) {
      all.remove(Capability.WRITE);
    }
    return all;
  }

  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    return new SwiftReader(objects(place), settings.retries())
        .open(SwiftPath.ofObject(place.container(), place.object()), range);
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    return new SwiftReader(objects(place), settings.retries())
        .size(SwiftPath.ofObject(place.container(), place.object()));
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    Segments names = names(imageId);
    if (!beingWritten.add(names)) {
      throw SwiftErrors.duplicate();
    }
    try {
      SwiftObjects objects = objectsOfNewImages();
      new SwiftContainers(objects).require(names.container(), settings.createContainers());
      long size =
          new SwiftWriter(objects, settings.layout(), settings.spool())
              .write(names, data, expectedSize);
      return new Written(location(names), size);
    } finally {
      beingWritten.remove(names);
    }
  }

  /** {@inheritDoc} Of an image that this process is just writing it takes nothing for left. */
  @Override
  public void delete(StoreLocation location) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    Segments names = new Segments(place.container(), place.object());
    boolean ours = settings.layout().has(place.container()) && !beingWritten.contains(names);
    new SwiftRemover(untouched(place)).delete(names, ours);
  }

  @Override
  public void discard(String imageId) throws IOException {
    SwiftAccount account = accounts.ofNewImages();
    if (account != null) {
      new SwiftRemover(objects(account)).discard(names(imageId));
    }
  }

  @Override
  public boolean owns(StoreLocation location) {
    try {
      SwiftLocation place = SwiftLocation.parse(location);
      return settings.layout().has(place.container()) && accounts.has(place.way());
    } catch (StoreException e) {
      return false;
    }
  }

  @Override
  public StoreLocation canonical(StoreLocation location) throws StoreException {
    SwiftLocation place = SwiftLocation.parse(location);
    return new SwiftLocation(accounts.canonical(place.way()), place.container(), place.object())
        .toStoreLocation();
  }

  /** {@inheritDoc} Who names an account of the operator's must know its key. */
  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    try {
      SwiftLocation place = SwiftLocation.parse(location);
      return accounts.opens(place.way()) && place.object().equals(imageId);
    } catch (StoreException e) {
      return false;
    }
  }

  /** {@inheritDoc} In the account of new images; empty if there is none. */
  @Override
  public Optional<Listing> listing() {
    return accounts.ofNewImages() == null
        ? Optional.empty()
        : Optional.of(
            new AccountListing(this::objectsOfNewImages, settings.layout(), this::location));
  }

  @Override
  public Map<String, Object> details() {
    return settings.layout().details();
  }

  private StoreLocation location(Segments names) {
    return new SwiftLocation(accounts.wayOfNewImages(), names.container(), names.object())
        .toStoreLocation();
  }

  private Segments names(String imageId) {
    return new Segments(settings.layout().containerOf(imageId), imageId);
  }

  private SwiftAccount requireAccount() throws StoreException {
    @Nullable SwiftAccount account = accounts.ofNewImages();
    if (account == null) {
      throw new StoreException.Unsupported(
          "Configuration for store failed. Adding images to this store is disabled.");
    }
    return account;
  }

  private SwiftObjects objects(SwiftLocation place) throws IOException {
    return objects(accounts.at(place.way()));
  }

  private SwiftObjects untouched(SwiftLocation place) throws IOException {
    try {
      return objects(place);
    } catch (IOException e) {
      throw StoreException.Untouched.of(e);
    }
  }

  private SwiftObjects objects(SwiftAccount account) throws IOException {
    return new SwiftObjects(transport, logins.of(account));
  }
}
