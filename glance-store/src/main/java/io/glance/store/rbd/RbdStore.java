package io.glance.store.rbd;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.ExpectedSize;
import io.glance.store.Listing;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each image as one RADOS block device, named by the image's id, whose snapshot {@value
 * #SNAPSHOT} is protected: other services clone it.
 *
 * <p>The snapshot is made when all bytes are durable, and a location leads to the snapshot, so that
 * an unfinished image is found by nobody. Source: glance_store/_drivers/rbd.py.
 */
final class RbdStore implements Store {
  static final String SNAPSHOT = "snap";

  /** How long somebody waits for a removal, which may be one of many objects. */
  private static final Duration REMOVAL = Duration.ofMinutes(10);

  private final RbdStoreProperties options;
  private final RbdImages images;
  private final NativeThreads threads;
  private final NativeBuffers buffers;

  private final Unfinished unfinished = new Unfinished();

  RbdStore(RbdStoreProperties options, RbdImages images, NativeThreads threads) {
    this.options = options;
    this.images = images;
    this.threads = threads;
    this.buffers = NativeBuffers.forObjectsOf(options.chunkBytes());
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    RbdLocation image = finished(location);
    try {
      return threads.call(options.patience(), () -> open(image, range));
    } catch (CephError e) {
      throw RbdErrors.ofRead(e, image.image());
    }
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    RbdLocation image = finished(location);
    try {
      return threads.call(
          options.patience(),
          () -> {
            try (OpenedImage opened = images.openForReading(image)) {
              return opened.use(RbdImage::size);
            }
          });
    } catch (CephError e) {
      throw RbdErrors.ofRead(e, image.image());
    }
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    Unfinished.Claim claim = unfinished.claim(imageId);
    try {
      long size = Math.max(0, expectedSize);
      NewImage image = threads.call(options.patience(), () -> images.create(imageId, size, claim));
      Written written = write(image, data, new ExpectedSize(expectedSize));
      claim.close();
      return written;
    } catch (CephError e) {
      throw RbdErrors.ofWrite(e, imageId);
    }
  }

  /** {@inheritDoc} Of clones and of those who have the image open for writing. */
  @Override
  public void delete(StoreLocation location) throws IOException {
    RbdLocation image = finished(location);
    try {
      run(REMOVAL, () -> images.remove(image));
    } catch (CephError e) {
      throw RbdErrors.ofDelete(e, image.image());
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.Unavailable for half a minute after the writer was killed: so long the
   *     cluster takes him for alive; and as long as this process takes back itself what it wrote
   */
  @Override
  public void discard(String imageId) throws IOException {
    if (unfinished.contains(imageId)) {
      throw new StoreException.Unavailable("RBD image %s is being written".formatted(imageId));
    }
    try {
      run(REMOVAL, () -> images.discard(imageId));
    } catch (CephError e) {
      throw RbdErrors.ofDelete(e, imageId);
    }
  }

  /** {@inheritDoc} Of its pool and, once it is known, of its cluster; or it names neither. */
  @Override
  public boolean owns(StoreLocation location) {
    try {
      RbdLocation image = RbdLocation.parse(location);
      String fsid = images.fsid();
      return image.poolOr(options.pool()).equals(options.pool())
          && (fsid == null || image.fsid() == null || image.fsid().equals(fsid));
    } catch (StoreException _) {
      return false;
    }
  }

  /** {@inheritDoc} With the cluster's id, once it is known: no other is ever asked. */
  @Override
  public StoreLocation canonical(StoreLocation location) throws StoreException {
    return RbdLocation.parse(location).in(images.fsid()).toStoreLocation();
  }

  /** {@inheritDoc} In the pool of the options: the key may open others, too. */
  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    try {
      return RbdLocation.parse(location).isImageOf(options.pool(), imageId);
    } catch (StoreException _) {
      return false;
    }
  }

  @Override
  public Optional<Listing> listing() {
    return Optional.of(new PoolListing(images, threads, options.patience()));
  }

  /** {@inheritDoc} The cluster's id is among them once it is known. */
  @Override
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("chunk_size", options.chunkBytes());
    details.put("pool", options.pool());
    details.put("thin_provisioning", options.rbdThinProvisioning());
    String fsid = images.fsid();
    if (fsid != null) {
      details.put("fsid", fsid);
    }
    return details;
  }

  private OpenImage open(RbdLocation location, ByteRange range) throws IOException {
    OpenedImage opened = images.openForReading(location);
    try {
      long length = range.lengthIn(opened.use(RbdImage::size));
      ByteRange part = new ByteRange(range.offset(), length);
      return OpenImage.of(
          new ImageReadStream(threads, buffers, opened, options.patience(), part), length);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Written write(NewImage image, InputStream data, ExpectedSize expected)
      throws IOException {
    try {
      long size = fill(image, data, expected);
      run(options.patience(), image::publish);
      return new Written(image.location().toStoreLocation(), size);
    } catch (IOException | RuntimeException | Error e) {
      takeBack(image, e);
      throw e;
    }
  }

  private void takeBack(NewImage image, Throwable failure) {
    try {
      run(options.patience(), image::close);
    } catch (IOException e) {
      failure.addSuppressed(e);
      image.opened().giveUp(image.claim()::close);
    } catch (RuntimeException | Error e) {
      image.claim().close();
      failure.addSuppressed(e);
    }
  }

  private void run(Duration limit, Patience.Work work) throws IOException {
    threads.<@Nullable Void>call(
        limit,
        () -> {
          work.run();
          return null;
        });
  }

  private long fill(NewImage image, InputStream data, ExpectedSize expected) throws IOException {
    try (ImageWriter writer =
        new ImageWriter(threads, buffers, image.opened(), expected, options)) {
      data.transferTo(writer);
      writer.finish();
      return writer.size();
    }
  }

  /** The image at a location, if this process is not just writing it. */
  private RbdLocation finished(StoreLocation location) throws StoreException {
    RbdLocation image = RbdLocation.parse(location);
    if (unfinished.contains(image.image()) && image.poolOr(options.pool()).equals(options.pool())) {
      throw new StoreException.NotFound("RBD image %s does not exist".formatted(image.image()));
    }
    return image;
  }
}
