package io.glance.store.checked;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.Listing;
import io.glance.store.OpenImage;
import io.glance.store.Readers;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store as services use it: with a name, never asked for what it cannot do, and computing digests
 * beside a write.
 *
 * <p>{@link StoreException}s pass unchanged, for clients know their words; any other trouble of the
 * driver is told with the backend's name. What the data's stream throws passes unchanged.
 */
public final class CheckedStore implements Store {
  private final String backend;
  private final Store store;
  private final Digests digests;

  /**
   * @param backend its name: a key of {@code enabled_backends}, or the driver's name where there is
   *     one store per driver
   */
  public CheckedStore(String backend, Store store, Digests digests) {
    this.backend = backend;
    this.store = store;
    this.digests = digests;
  }

  public String backend() {
    return backend;
  }

  @Override
  public Set<Capability> capabilities() {
    return store.capabilities();
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.Unsupported if the store cannot be read, or only from the beginning to
   *     the end
   */
  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    require(Capability.READ, "Getting images from this store is not supported.");
    if (!range.isAll() && !can(Capability.READ_RANGE)) {
      throw new StoreException.Unsupported(
          "Getting images randomly from this store is not supported. Offset: %d, length: %s"
              .formatted(
                  range.offset(),
                  range.length() == ByteRange.TO_THE_END ? "None" : range.length()));
    }
    try {
      return store.open(location, range);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    try {
      return store.size(location);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.Unsupported if the store is for reading
   */
  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    requireWrite();
    SourceStream source = new SourceStream(data);
    try {
      return store.write(imageId, source, expectedSize);
    } catch (IOException e) {
      throw source.threw(e) ? e : named(e);
    }
  }

  /**
   * As {@link #write(String, InputStream, long)}, and computes md5 and {@code algorithm} over the
   * bytes while they move, on other threads.
   *
   * <p>Should the digests fail when the bytes are in place already, the bytes stay: only the caller
   * can find out whether what has the name is still of this write, and then {@link #discard} it.
   */
  public DigestedWrite write(
      String imageId, InputStream data, long expectedSize, HashAlgorithm algorithm)
      throws IOException {
    return write(imageId, data, expectedSize, algorithm, null);
  }

  /**
   * As {@link #write(String, InputStream, long, HashAlgorithm)}, and {@code witness} sees the bytes
   * too, on a thread of its own. If it does not approve of them the store does not get to their
   * end.
   *
   * @param witness none if absent
   */
  public DigestedWrite write(
      String imageId,
      InputStream data,
      long expectedSize,
      HashAlgorithm algorithm,
      @Nullable Witness witness)
      throws IOException {
    requireWrite();
    try (DigestingInputStream digesting =
        new DigestingInputStream(data, algorithm, digests, witness, expectedSize)) {
      Written written = writeDigesting(imageId, digesting, expectedSize);
      digesting.finish();
      return digested(written, digesting, algorithm);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.Unsupported if the store is for reading
   */
  @Override
  public void delete(StoreLocation location) throws IOException {
    require(Capability.DELETE, "Deleting images from this store is not supported.");
    try {
      store.delete(location);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** {@inheritDoc} A store that cannot be written to now is asked too: perhaps it could before. */
  @Override
  public void discard(String imageId) throws IOException {
    try {
      store.discard(imageId);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public boolean owns(StoreLocation location) {
    return store.owns(location);
  }

  @Override
  public StoreLocation canonical(StoreLocation location) throws StoreException {
    return store.canonical(location);
  }

  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    return store.mayBeNamed(location, imageId);
  }

  @Override
  public Optional<Listing> listing() {
    return store.listing();
  }

  @Override
  public Map<String, Object> details() {
    return store.details();
  }

  /** {@inheritDoc} It has the same name. */
  @Override
  public CheckedStore of(Tenant tenant) {
    Store bound = store.of(tenant);
    return bound.equals(store) ? this : new CheckedStore(backend, bound, digests);
  }

  @Override
  public boolean isShared() {
    return store.isShared();
  }

  @Override
  public void share(StoreLocation location, Readers readers) throws IOException {
    try {
      store.share(location, readers);
    } catch (IOException e) {
      throw named(e);
    }
  }

  private Written writeDigesting(String imageId, DigestingInputStream data, long expectedSize)
      throws IOException {
    try {
      return store.write(imageId, data, expectedSize);
    } catch (IOException e) {
      throw data.threw(e) ? e : named(e);
    }
  }

  private DigestedWrite digested(
      Written written, DigestingInputStream data, HashAlgorithm algorithm) {
    if (written.size() != data.count()) {
      throw new IllegalStateException(
          "store %s wrote %d of %d bytes".formatted(backend, written.size(), data.count()));
    }
    return data.digested(written, algorithm);
  }

  private void requireWrite() throws StoreException {
    require(
        Capability.WRITE,
        "Configuration for store failed. Adding images to this store is disabled.");
  }

  private void require(Capability capability, String otherwise) throws StoreException {
    if (!can(capability)) {
      throw new StoreException.Unsupported(otherwise);
    }
  }

  private boolean can(Capability capability) {
    return store.capabilities().contains(capability);
  }

  private IOException named(IOException e) {
    boolean speaksForItself =
        e instanceof StoreException
            || e instanceof InterruptedIOException
            || e instanceof ClosedByInterruptException;
    return speaksForItself
        ? e
        : new IOException("store %s: %s".formatted(backend, e.getMessage()), e);
  }
}
