package io.glance.api.cache;

import io.glance.api.cache.FillProgress.State;
import io.glance.common.image.Image;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fetches that are under way: one for each image, whoever wants it. Where there cannot be one
 * (no room, too many at once, another process at it), bytes come straight from the store.
 * Thread-safe.
 */
final class Fills {
  private static final Logger log = LoggerFactory.getLogger(Fills.class);

  /** Each has a thread and computes a digest. */
  private static final int MOST_AT_ONCE = 64;

  /** Bytes that stay free on the cache's file system. */
  private static final long SPARE_ROOM = 64L << 20;

  private final CacheDirectory directory;
  private final FillLocks locks;
  private final Consumer<Image> cached;
  private final ConcurrentMap<String, CacheFill> running = new ConcurrentHashMap<>();
  private final Semaphore mayRun = new Semaphore(MOST_AT_ONCE);

  /** Bytes of the images that are being fetched; what of them is written counts twice. */
  private final AtomicLong promised = new AtomicLong();

  /**
   * @param cached is told of each new entry
   */
  Fills(CacheDirectory directory, FillLocks locks, Consumer<Image> cached) {
    this.directory = directory;
    this.locks = locks;
    this.cached = cached;
  }

  /** The bytes of an image that the cache does not have, and soon has. */
  Optional<OpenImage> open(Image image, ImageSource source) {
    CacheFill mine = new CacheFill(image, directory);
    CacheFill other = running.putIfAbsent(image.id(), mine);
    return other == null ? lead(mine, image, source) : follow(other, source);
  }

  /**
   * Fetches an image for nobody but the cache, or waits for who does it already.
   *
   * @return whether the cache has it now
   * @throws IOException if the thread is interrupted
   */
  boolean fetch(Image image, ImageSource source) throws IOException {
    CacheFill mine = new CacheFill(image, directory);
    mine.progress().keep();
    CacheFill other = running.putIfAbsent(image.id(), mine);
    if (other == null) {
      lead(mine, image, source).ifPresent(Fills::closeQuietly);
      return mine.progress().awaitSettled();
    }
    other.progress().keep();
    return other.progress().awaitSettled();
  }

  boolean isRunning(String imageId) {
    return running.containsKey(imageId);
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  private static Optional<OpenImage> follow(CacheFill fill, ImageSource source) {
    try {
      Optional<OpenImage> followed = fill.join(source);
      if (followed.isPresent()) {
        return followed;
      }
    } catch (IOException e) {
      log.warn("could not follow a fetch into the cache: {}", e.toString());
    }
    return source.open(ByteRange.ALL);
  }

  private Optional<OpenImage> lead(CacheFill fill, Image image, ImageSource source) {
    Optional<Work> work = Optional.empty();
    try {
      work = begin(image);
      Optional<OpenImage> data = source.open(ByteRange.ALL);
      if (work.isEmpty() || data.isEmpty()) {
        return data;
      }
      return start(fill, work.get(), data.get(), source);
    } finally {
      if (work.isEmpty() || !work.get().started) {
        running.remove(image.id(), fill);
        fill.progress().end(State.BROKEN);
        fill.progress().settle(false);
        work.ifPresent(Work::close);
      }
    }
  }

  /** What a fetch needs. */
  private final class Work implements AutoCloseable {
    final Image image;
    final FillLocks.Held lock;
    boolean started;

    Work(Image image, FillLocks.Held lock) {
      this.image = image;
      this.lock = lock;
      promised.addAndGet(sizeOf(image));
    }

    @Override
    public void close() {
      promised.addAndGet(-sizeOf(image));
      lock.close();
      mayRun.release();
    }
  }

  /** Empty if the image is not to be fetched now. */
  private Optional<Work> begin(Image image) {
    if (!hasRoomFor(image) || directory.isInvalid(image.id()) || !mayRun.tryAcquire()) {
      return Optional.empty();
    }
    Optional<FillLocks.Held> lock = locks.take(image.id());
    if (lock.isEmpty()) {
      mayRun.release();
    }
    return lock.map(held -> new Work(image, held));
  }

  private boolean hasRoomFor(Image image) {
    try {
      boolean hasRoom = directory.room() - SPARE_ROOM - promised.get() > sizeOf(image);
      if (!hasRoom) {
        log.warn("no room in {} for image {}", directory.root(), image.id());
      }
      return hasRoom;
    } catch (IOException e) {
      log.warn("cannot tell what room is in {}: {}", directory.root(), e.toString());
      return false;
    }
  }

  private static long sizeOf(Image image) {
    return image.size() == null ? 0 : image.size();
  }

  private Optional<OpenImage> start(CacheFill fill, Work work, OpenImage data, ImageSource source) {
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      FileChannel file = fill.create();
      opened.add(file);
      OpenImage first = fill.joinFirst(source);
      opened.add(first);
      fill.progress().opened();
      Thread.ofPlatform()
          .daemon()
          .name("cache-fill-" + work.image.id())
          .start(() -> run(fill, work, data, file));
      work.started = true;
      return Optional.of(first);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      log.warn("image {} is not cached: {}", work.image.id(), e.toString());
      opened.forEach(Fills::closeQuietly);
      return Optional.of(data);
    }
  }

  private void run(CacheFill fill, Work work, OpenImage data, FileChannel file) {
    boolean hasEntry = false;
    try {
      hasEntry = fill.run(data, file);
      if (hasEntry) {
        cached.accept(work.image);
      }
    } finally {
      running.remove(work.image.id(), fill);
      work.close();
      fill.progress().settle(hasEntry);
    }
  }

  private static void closeQuietly(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      log.debug("could not close", e);
    }
  }
}
