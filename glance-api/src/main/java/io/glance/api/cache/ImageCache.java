package io.glance.api.cache;

import io.glance.common.image.Image;
import io.glance.common.registryapi.CachedImage;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache of this node: what is in it, what is wanted in it, and what keeps it small and clean.
 * Asks nobody whether he may. Thread-safe, also beside other processes on the same directory.
 *
 * <p>Source: glance/image_cache/__init__.py, ImageCache.
 */
public final class ImageCache {
  private static final Logger log = LoggerFactory.getLogger(ImageCache.class);
  private static final int ATTEMPTS = 3;

  /** How far the clocks of this node and of the registry may be apart. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  private final CacheProperties options;
  private final CacheDirectory directory;
  private final CacheIndex index;
  private final Optional<CacheIndex> former;
  private final CacheUsage usage;
  private final HeldEntries held;
  private final FillLocks locks;
  private final Fills fills;
  private final Clock clock;

  /**
   * @param former an index that was used before
   */
  ImageCache(
      CacheProperties options,
      CacheDirectory directory,
      CacheIndex index,
      Optional<CacheIndex> former,
      Clock clock) {
    this.options = options;
    this.directory = directory;
    this.index = index;
    this.former = former;
    this.clock = clock;
    usage = new CacheUsage(index, clock);
    held = new HeldEntries(directory, clock);
    locks = new FillLocks(directory.held().resolve(".locks"));
    fills = new Fills(directory, locks, this::added);
  }

  /**
   * What pruning removed.
   *
   * @param files entries
   * @param bytes size of all of them
   */
  public record Pruned(int files, long bytes) {}

  Fills fills() {
    return fills;
  }

  /** The bytes of an entry, which stay there until they are read; empty if there is none. */
  Optional<OpenImage> hit(Image image, ByteRange range) {
    Optional<CacheDirectory.Entry> entry = directory.find(image.id());
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (image.size() != null && entry.get().size() != image.size()) {
      log.error(
          "the cache has {} bytes of image {}, which has {}",
          entry.get().size(),
          image.id(),
          image.size());
      remove(image.id());
      return Optional.empty();
    }
    if (entry.get().modified().isBefore(image.createdAt().minus(CLOCKS_DIFFER))) {
      log.warn("the cache has an earlier image {}", image.id());
      remove(image.id());
      return Optional.empty();
    }
    Optional<OpenImage> opened = open(entry.get(), range);
    if (opened.isPresent()) {
      usage.hit(image.id());
    }
    return opened;
  }

  private Optional<OpenImage> open(CacheDirectory.Entry entry, ByteRange range) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Path path = held.hold(entry);
      try {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        long length = range.lengthIn(entry.size());
        EntryStream stream = new EntryStream(file, range.offset(), length);
        return Optional.of(new OpenImage(stream, length, path, range.offset()));
      } catch (NoSuchFileException _) {
        held.forget(entry);
      } catch (IOException e) {
        log.warn("the cached image {} cannot be read: {}", entry.imageId(), e.toString());
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void added(Image image) {
    directory.dequeue(image.id());
    directory.find(image.id()).ifPresent(this::note);
  }

  private void note(CacheDirectory.Entry entry) {
    try {
      index.put(CachedImage.fresh(entry.imageId(), clock.instant(), entry.size()));
    } catch (RuntimeException e) {
      log.warn("the cached image {} is noted later: {}", entry.imageId(), e.toString());
    }
  }

  /** What is known of all entries, by image. */
  public List<CachedImage> list() {
    usage.flush();
    return index.list();
  }

  public boolean has(String imageId) {
    return directory.find(imageId).isPresent();
  }

  /** Does nothing if there is no such entry. */
  public void remove(String imageId) {
    directory.removeEntry(imageId);
    usage.forget(imageId);
    index.remove(imageId);
  }

  /** How many entries there were. */
  public int removeAll() {
    int removed = 0;
    for (CacheDirectory.Entry entry : directory.entries()) {
      removed += directory.removeEntry(entry.imageId()) ? 1 : 0;
    }
    usage.flush();
    index.removeAll();
    return removed;
  }

  /** The images that are asked for, the oldest wish first. */
  public List<String> queue() {
    return directory.queue();
  }

  /** Asks for an image, unless it is there, on its way or asked for. */
  public boolean enqueue(String imageId) {
    return CacheDirectory.isImageId(imageId)
        && !has(imageId)
        && !fills.isRunning(imageId)
        && directory.enqueue(imageId);
  }

  public void dequeue(String imageId) {
    directory.dequeue(imageId);
  }

  public int dequeueAll() {
    return directory.dequeueAll();
  }

  /**
   * Fetches an image unless it is there.
   *
   * @return whether it is there now
   * @throws IOException if the thread is interrupted
   */
  public boolean fetch(Image image, ImageSource source) throws IOException {
    boolean isThere = hasWhole(image) || fills.fetch(image, source);
    if (isThere) {
      directory.dequeue(image.id());
    }
    return isThere;
  }

  private boolean hasWhole(Image image) {
    return directory
        .find(image.id())
        .filter(entry -> image.size() == null || entry.size() == image.size())
        .isPresent();
  }

  /** Removes what was not used for longest, until all is no larger than the operator wants it. */
  public Pruned prune() {
    List<CacheDirectory.Entry> entries = directory.entries();
    long size = entries.stream().mapToLong(CacheDirectory.Entry::size).sum();
    if (size <= options.imageCacheMaxSize()) {
      return new Pruned(0, 0);
    }
    Map<String, Instant> used = new HashMap<>();
    list().forEach(image -> used.put(image.imageId(), image.lastAccessed()));
    List<CacheDirectory.Entry> oldestFirst =
        entries.stream()
            .sorted(
                Comparator.comparing((CacheDirectory.Entry entry) ->
                    used.getOrDefault(entry.imageId(), entry.modified())))
            .toList();
    int files = 0;
    long bytes = 0;
    for (CacheDirectory.Entry entry : oldestFirst) {
      if (size - bytes <= options.imageCacheMaxSize()) {
        break;
      }
      remove(entry.imageId());
      files++;
      bytes += entry.size();
    }
    log.info("pruned {} images of {} bytes from the cache", files, bytes);
    return new Pruned(files, bytes);
  }

  /** Removes what had wrong bytes, and unfinished files that nobody writes and that are old. */
  public void clean() {
    int invalid = directory.removeInvalid();
    if (invalid > 0) {
      log.info("removed {} invalid files from the cache", invalid);
    }
    removeUnfinished(clock.instant().minus(options.imageCacheStallTime()));
  }

  /** Removes what killed processes have left. */
  public void sweepAtStart() {
    removeUnfinished(Instant.MAX);
    sweep();
  }

  /** Gives up what nobody reads any more. */
  public void sweep() {
    held.sweep();
  }

  /** Notes the hits so far. */
  public void flush() {
    usage.flush();
  }

  private void removeUnfinished(Instant writtenBefore) {
    for (String id : directory.incomplete()) {
      boolean isOld = directory.lastWritten(id).filter(writtenBefore::isAfter).isPresent();
      if (isOld) {
        removeUnlessWritten(id);
      }
    }
  }

  private void removeUnlessWritten(String imageId) {
    locks
        .take(imageId)
        .ifPresent(lock -> {
          try (lock) {
            directory.removeIncomplete(imageId);
            log.info("removed the unfinished file of image {} from the cache", imageId);
          }
        });
  }

  /** The images that are cached, whatever the index says. */
  public List<String> images() {
    return directory.entries().stream().map(CacheDirectory.Entry::imageId).toList();
  }

  /**
   * Takes over what the index file of another driver knows, once: hits and times of files that are
   * new to this index.
   *
   * <p>Source: glance/sqlite_migration.py.
   */
  public void adopt() {
    former.ifPresent(other -> {
      List<CachedImage> earlier = other.list();
      Map<String, CachedImage> noted = notes();
      earlier.stream()
          .filter(image -> has(image.imageId()) && !noted.containsKey(image.imageId()))
          .forEach(index::put);
      other.removeAll();
      if (!earlier.isEmpty()) {
        log.info("took over {} entries of the former index", earlier.size());
      }
    });
  }

  /** Makes index and files agree: the files are right. */
  public void reconcile() {
    Map<String, CachedImage> noted = notes();
    for (CacheDirectory.Entry entry : directory.entries()) {
      CachedImage note = noted.remove(entry.imageId());
      if (note == null || note.size() != entry.size()) {
        index.put(CachedImage.fresh(entry.imageId(), entry.modified(), entry.size()));
      }
    }
    noted.keySet().stream().filter(id -> !has(id)).forEach(index::remove);
  }

  private Map<String, CachedImage> notes() {
    Map<String, CachedImage> notes = new HashMap<>();
    list().forEach(image -> notes.put(image.imageId(), image));
    return notes;
  }
}
