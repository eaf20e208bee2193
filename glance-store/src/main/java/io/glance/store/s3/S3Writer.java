package io.glance.store.s3;

import io.glance.store.ExpectedSize;
import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes images into a bucket: whole where they are small, in parts where they are large, or where
 * nobody knows. Thread-safe.
 *
 * <p>What fits into a part waits in memory until it is complete, and is sent as often as it takes.
 * An image that does not and is to be written whole passes through; so does a part while there is
 * no memory for it.
 */
final class S3Writer {
  private static final Logger log = LoggerFactory.getLogger(S3Writer.class);

  private final S3Bucket bucket;
  private final PartMemory memory;
  private final long wholeBelow;
  private final long partBytes;
  private final int partsAtOnce;
  private final boolean mayPass;

  /** Images whose objects are being made at this moment. */
  private final Set<String> appearing = ConcurrentHashMap.newKeySet();

  S3Writer(S3Bucket bucket, PartMemory memory, S3StoreProperties properties) {
    this.bucket = bucket;
    this.memory = memory;
    partBytes = properties.partBytes();
    partsAtOnce = properties.s3StoreThreadPools();
    mayPass = properties.checksumsOfRequests() == ChecksumMode.WHEN_REQUIRED;
    wholeBelow =
        mayPass ? properties.largeBytes() : Math.min(properties.largeBytes(), partBytes + 1);
  }

  /**
   * @param expectedSize bytes, or -1 if unknown
   * @return bytes
   */
  long write(String key, InputStream data, long expectedSize) throws IOException {
    requireNew(key);
    NewObject object = NewObject.of(key);
    SizedData sized = new SizedData(data, new ExpectedSize(expectedSize));
    if (expectedSize < 0) {
      writeUnknown(object, sized);
    } else if (expectedSize >= wholeBelow) {
      writeParts(object, sized, new PartSizes(expectedSize, partBytes), null);
    } else {
      writeWhole(object, sized, expectedSize);
    }
    return sized.received();
  }

  private void writeUnknown(NewObject object, SizedData data) throws IOException {
    PartSizes sizes = new PartSizes(-1, partBytes);
    if (wholeBelow == 0) {
      writeParts(object, data, sizes, null);
      return;
    }
    PartBuffer first = memory.gather(sizes.of(1));
    boolean small = false;
    try {
      small = first.fill(data);
      if (small) {
        put(object, first);
        return;
      }
    } finally {
      if (small || first.size() < sizes.of(1)) {
        first.close();
      }
    }
    writeParts(object, data, sizes, first);
  }

  private void writeWhole(NewObject object, SizedData data, long size) throws IOException {
    Optional<PartBuffer> room = size > partBytes ? Optional.empty() : memory.tryTake(size + 1);
    if (room.isEmpty() && mayPass) {
      pass(object, new OneTimeBody(data, size, true));
      return;
    }
    try (PartBuffer buffer = room.isPresent() ? room.get() : memory.gather(size + 1)) {
      buffer.fill(data);
      put(object, buffer);
    }
  }

  private void writeParts(
      NewObject object, SizedData data, PartSizes sizes, @Nullable PartBuffer first)
      throws IOException {
    try (PartBuffer beginning = first) {
      S3Upload upload = S3Upload.start(bucket, object, partsAtOnce);
      try (upload) {
        if (isMade(object, upload, new Parts(data, sizes, beginning))) {
          return;
        }
      } catch (StoreException.Duplicate e) {
        throw upload.leftParts()
            ? new StoreException.Unavailable("Parts of the image are left in S3.", e)
            : e;
      }
    }
    try (PartBuffer nothing = memory.gather(0)) {
      put(object, nothing);
    }
  }

  private record Parts(SizedData data, PartSizes sizes, @Nullable PartBuffer first) {}

  /** False if there was no part to make it of. */
  private boolean isMade(NewObject object, S3Upload upload, Parts parts) throws IOException {
    int number = 1;
    if (parts.first() != null) {
      upload.send(number++, parts.first());
    }
    while (sendNext(upload, number, parts.data(), parts.sizes())) {
      number++;
    }
    upload.awaitAll();
    if (!upload.hasParts()) {
      return false;
    }
    make(object, upload::complete, upload::etag);
    upload.succeeded();
    return true;
  }

  /**
   * False once the data has ended.
   *
   * @throws StoreException.Full if there is more than S3 takes
   */
  private boolean sendNext(S3Upload upload, int number, SizedData data, PartSizes sizes)
      throws IOException {
    if (PartSizes.areUsedUp(number)) {
      requireEnd(data);
      return false;
    }
    long length = sizes.of(number, data.received());
    if (length == 0) {
      return data.read() >= 0;
    }
    Optional<PartBuffer> room = room(upload, length, sizes.areKnown());
    if (room.isEmpty()) {
      upload.send(number, new OneTimeBody(data, length, false));
      return true;
    }
    PartBuffer part = room.get();
    boolean ended = false;
    boolean worthSending = false;
    try {
      ended = part.fill(data);
      worthSending = part.size() > 0;
    } finally {
      if (!worthSending) {
        part.close();
      }
    }
    if (worthSending) {
      upload.send(number, part);
    }
    return !ended;
  }

  private static void requireEnd(SizedData data) throws IOException {
    if (data.read() >= 0) {
      throw new StoreException.Full("S3 takes no image of so many parts");
    }
  }

  /** Empty if the part had better pass through. */
  private Optional<PartBuffer> room(S3Upload upload, long length, boolean known)
      throws IOException {
    if (!known || !mayPass) {
      return Optional.of(memory.gather(length));
    }
    Optional<PartBuffer> room = memory.tryTake(length);
    while (room.isEmpty() && upload.awaitAny()) {
      room = memory.tryTake(length);
    }
    return room;
  }

  private void put(NewObject object, PartBuffer bytes) throws IOException {
    make(object, () -> bucket.put(object, bytes), () -> Optional.of(bytes.md5()));
  }

  private void pass(NewObject object, OneTimeBody body) throws IOException {
    make(
        object,
        () -> {
          if (!bucket.put(object, body).isOf(body)) {
            bucket.remove(object.key());
            throw new StoreException.Unavailable("The bytes changed on their way to S3.");
          }
        },
        body::etag);
  }

  /**
   * Makes an object where there is none. Of several writers in this process one gets here first;
   * those in others are held back by the server, if it looks. Should the answer be lost, the object
   * tells whether it is this one.
   *
   * @param etag that the object has if {@code making} succeeds, if that can be told
   */
  private void make(NewObject object, Making making, Supplier<Optional<String>> etag)
      throws IOException {
    String key = object.key();
    if (!appearing.add(key)) {
      throw duplicate(key);
    }
    try {
      requireNew(key);
      try {
        making.make();
      } catch (StoreException.Duplicate e) {
        requireMine(object, etag.get(), e);
      } catch (StoreException.Unavailable | StoreException.NotFound e) {
        if (!isThere(object, etag.get(), e)) {
          throw e;
        }
        log.debug("{} is there, although that was told to have failed", key, e);
      } catch (InterruptedIOException e) {
        removeUninterrupted(object, etag.get(), e);
        throw e;
      }
    } finally {
      appearing.remove(key);
    }
  }

  /** An object that is there may be of an earlier attempt, whose answer did not get here. */
  private void requireMine(NewObject object, Optional<String> etag, StoreException.Duplicate told)
      throws IOException {
    Optional<ObjectState> found;
    try {
      found = bucket.find(object.key());
    } catch (IOException e) {
      told.addSuppressed(e);
      throw new StoreException.Unavailable(
          "The S3 server has an object, and not said whose.", told);
    }
    if (found.filter(state -> state.is(object, etag)).isPresent()) {
      log.debug("{} is there by an earlier attempt", object.key(), told);
      return;
    }
    if (found.flatMap(ObjectState::mark).filter(object.mark()::equals).isPresent()) {
      throw new StoreException.Unavailable("The bytes changed on their way to S3.", told);
    }
    throw told;
  }

  private boolean isThere(NewObject object, Optional<String> etag, IOException because) {
    if (etag.isEmpty()) {
      return false;
    }
    try {
      return bucket.find(object.key()).filter(found -> found.is(object, etag)).isPresent();
    } catch (IOException e) {
      because.addSuppressed(e);
      return false;
    }
  }

  private void removeUninterrupted(NewObject object, Optional<String> etag, IOException because) {
    boolean interrupted = Thread.interrupted();
    try {
      if (isThere(object, etag, because)) {
        bucket.remove(object.key());
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void requireNew(String key) throws IOException {
    if (bucket.find(key).isPresent()) {
      throw duplicate(key);
    }
  }

  private static StoreException duplicate(String key) {
    return new StoreException.Duplicate("Image %s already exists".formatted(key));
  }

  private interface Making {
    void make() throws IOException;
  }
}
