package io.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps image bytes in one place: a directory, a Swift container, a Ceph pool.
 *
 * <p>Thread-safe. Knows nothing of images, users or HTTP. What {@code StoreContractTest} does not
 * check, callers may not rely on.
 */
public interface Store {
  Set<Capability> capabilities();

  /**
   * Opens image bytes for reading. The caller closes the result.
   *
   * @throws StoreException.NotFound if nothing is stored at {@code location}
   */
  OpenImage open(StoreLocation location, ByteRange range) throws IOException;

  /**
   * Asks how many bytes there are, without opening them.
   *
   * @return bytes, or -1 if the store cannot say
   * @throws StoreException.NotFound if nothing is stored at {@code location}
   */
  long size(StoreLocation location) throws IOException;

  /**
   * Stores {@code data} up to its end, durably: once this returns, a power cut loses nothing. On
   * any failure nothing is left behind, and no reader ever sees a part. {@code data} stays open.
   *
   * @param expectedSize bytes that {@code data} will yield, or -1 if unknown
   * @throws StoreException.Duplicate if this image already has bytes in this store
   * @throws StoreException.SizeMismatch if {@code data} yields another number of bytes
   * @throws StoreException.Full if there is no room
   * @throws IOException as {@code data} throws it, unchanged
   */
  Written write(String imageId, InputStream data, long expectedSize) throws IOException;

  /**
   * Removes the bytes. Whether they are all there still after a failure, these three say for sure:
   * {@code InUse}, {@code Forbidden} and {@code Untouched}. After any other they may be gone, in
   * part or later, and nobody must be given them: this is repeated until it succeeds or tells
   * {@code NotFound}.
   *
   * @throws StoreException.NotFound if nothing is stored at {@code location}, and nothing is left
   *     there of a removal that was broken off
   * @throws StoreException.InUse if something depends on the bytes
   * @throws StoreException.Forbidden if this service may not remove them
   * @throws StoreException.Untouched if the store failed before it removed anything
   */
  void delete(StoreLocation location) throws IOException;

  /**
   * Removes whatever an interrupted {@link #write} of this image left, even all of it; does nothing
   * if there is nothing, as in a store that is never written to. The caller knows that no image
   * refers to bytes under this id.
   *
   * @throws IOException if something may be left, also because the store may not be written to now
   */
  void discard(String imageId) throws IOException;

  /**
   * Whether a location of one of this driver's schemes can be of this store and not of another one
   * of the driver, as far as can be told without asking a remote service. True for every location
   * that {@link #write} answered. Decides only where nobody noted which store has the bytes.
   */
  default boolean owns(StoreLocation location) {
    return true;
  }

  /**
   * A location in the one way in which this store writes it: whatever leads to the same bytes by
   * the same login, and says which snapshot of them if there is one, is then the same text.
   *
   * @throws StoreException.BadLocation if no location of this store is written like that
   */
  default StoreLocation canonical(StoreLocation location) throws StoreException {
    return location;
  }

  /**
   * Whether somebody who is no operator may say that an image has its bytes at a location. Where
   * this service's own keys lead, only to what it would itself call like the image, in the bucket,
   * pool or account in which it keeps images: all else there is, or may become, somebody else's,
   * and would be read and removed with the image. The image's id alone tells nothing, for callers
   * choose it. And never to a login of his own, which would have this service ask whom he likes.
   * No, unless a driver has thought of it.
   */
  default boolean mayBeNamed(StoreLocation location, String imageId) {
    return false;
  }

  /**
   * What administrators are shown of this store, under the names of the original: texts, numbers
   * and flags, and never a secret. Source: glance/api/v2/discovery.py, get_stores_detail.
   */
  default Map<String, Object> details() {
    return Map.of();
  }

  /**
   * This store as it acts for a tenant. The same, unless it keeps images in their owners' accounts:
   * then bytes are read, written and removed in the tenant's, or as he may.
   */
  default Store of(Tenant tenant) {
    return this;
  }

  /** All that this store holds; empty if the driver cannot tell. */
  default Optional<Listing> listing() {
    return Optional.empty();
  }

  /** Whether others than this service read the bytes where they are, as {@link #share} says. */
  default boolean isShared() {
    return false;
  }

  /**
   * Lets others read the bytes where they are, and nobody else but their owner. Does nothing in a
   * store that is not {@linkplain #isShared() shared}.
   *
   * @throws StoreException.NotFound if nothing is stored at {@code location}
   */
  default void share(StoreLocation location, Readers readers) throws IOException {}
}
