package io.glance.store.memory;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.ExpectedSize;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keeps images in the heap, until the process ends. Locations are {@code memory://<image id>}. */
public final class MemoryStore implements Store {
  static final String SCHEME = "memory";

  private static final int CHUNK = 64 * 1024;

  /** Bytes of the largest array. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private final ConcurrentMap<String, byte[]> images = new ConcurrentHashMap<>();

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    byte[] bytes = bytes(location);
    int length = (int) range.lengthIn(bytes.length);
    int offset = (int) Math.min(range.offset(), bytes.length);
    return OpenImage.of(new ByteArrayInputStream(bytes, offset, length), length);
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    return bytes(location).length;
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    requireNew(imageId);
    byte[] bytes = read(data, new ExpectedSize(expectedSize));
    if (images.putIfAbsent(imageId, bytes) != null) {
      throw duplicate(imageId);
    }
    return new Written(new StoreLocation(SCHEME + "://" + imageId), bytes.length);
  }

  @Override
  public void delete(StoreLocation location) throws IOException {
    String imageId = imageId(location);
    if (images.remove(imageId) == null) {
      throw notFound(imageId);
    }
  }

  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    return location.rest().equals(imageId);
  }

  @Override
  public void discard(String imageId) {
    images.remove(imageId);
  }

  /** The ids of all images that have bytes here. */
  public Set<String> imageIds() {
    return Set.copyOf(images.keySet());
  }

  private static byte[] read(InputStream data, ExpectedSize expected) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    int length;
    while ((length = data.read(chunk)) >= 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while writing");
      }
      long size = bytes.size() + (long) length;
      expected.requireNotExceededBy(size);
      if (size > LARGEST) {
        throw new StoreException.Full("There is not enough disk space on the image storage media.");
      }
      bytes.write(chunk, 0, length);
    }
    expected.requireMetBy(bytes.size());
    return bytes.toByteArray();
  }

  private byte[] bytes(StoreLocation location) throws StoreException {
    String imageId = imageId(location);
    byte[] bytes = images.get(imageId);
    if (bytes == null) {
      throw notFound(imageId);
    }
    return bytes;
  }

  private void requireNew(String imageId) throws StoreException {
    if (images.containsKey(imageId)) {
      throw duplicate(imageId);
    }
  }

  private static String imageId(StoreLocation location) throws StoreException {
    if (!location.scheme().equals(SCHEME)) {
      throw new StoreException.BadLocation("not a location of a memory store");
    }
    return location.rest();
  }

  private static StoreException notFound(String imageId) {
    return new StoreException.NotFound("Image %s not found".formatted(imageId));
  }

  private static StoreException duplicate(String imageId) {
    return new StoreException.Duplicate("Image %s already exists".formatted(imageId));
  }
}
