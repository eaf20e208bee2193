package io.glance.api.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a cache, laid out as the original does it: {@code <image id>} is whole, {@code
 * incomplete/<image id>} is being written, {@code invalid/<image id>} had other bytes than its
 * image, and {@code queue/<image id>} is an empty file that asks for the image. What is not named
 * like an image is left alone. Thread-safe.
 *
 * <p>Source: glance/image_cache/drivers/base.py.
 */
final class CacheDirectory {
  private static final Pattern IMAGE_ID = Pattern.compile("[0-9A-Za-z_-]{1,36}");

  private final Path root;
  private final Path incomplete;
  private final Path invalid;
  private final Path queue;

  /**
   * @throws MisconfiguredCacheException if the directories can be neither found nor made
   */
  CacheDirectory(Path root) {
    this.root = root;
    incomplete = root.resolve("incomplete");
    invalid = root.resolve("invalid");
    queue = root.resolve("queue");
    try {
      for (Path each : List.of(root, incomplete, invalid, queue, held())) {
        Files.createDirectories(each);
      }
    } catch (IOException e) {
      throw new MisconfiguredCacheException(
          "image_cache_dir is %s, where the cache cannot be: %s".formatted(root, e), e);
    }
  }

  /**
   * A file that is whole.
   *
   * @param size bytes
   * @param key tells it from an earlier file of this name; absent where the system knows none
   */
  record Entry(
      String imageId,
      Path path,
      long size,
      Instant accessed,
      Instant modified,
      @Nullable Object key) {}

  Path root() {
    return root;
  }

  /** Second names of entries that are being read. */
  Path held() {
    return root.resolve("held");
  }

  Path entryPath(String imageId) {
    return root.resolve(imageId);
  }

  Optional<Entry> find(String imageId) {
    if (!isImageId(imageId)) {
      return Optional.empty();
    }
    Path path = entryPath(imageId);
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.isRegularFile()
          ? Optional.of(
              new Entry(
                  imageId,
                  path,
                  file.size(),
                  file.lastAccessTime().toInstant(),
                  file.lastModifiedTime().toInstant(),
                  file.fileKey()))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** All that are whole, by image. */
  List<Entry> entries() {
    return namesIn(root).stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /** Whether there was one. */
  boolean removeEntry(String imageId) {
    return isImageId(imageId) && find(imageId).isPresent() && delete(entryPath(imageId));
  }

  Path incompletePath(String imageId) {
    return incomplete.resolve(imageId);
  }

  List<String> incomplete() {
    return namesIn(incomplete);
  }

  /** When an unfinished file was last written to; absent if there is none. */
  Optional<Instant> lastWritten(String imageId) {
    return lastModified(incompletePath(imageId));
  }

  private static Optional<Instant> lastModified(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  void removeIncomplete(String imageId) {
    delete(incompletePath(imageId));
  }

  /** Lets an unfinished file, which is on the disk, appear as a whole one, at once and durably. */
  void publish(String imageId) throws IOException {
    Files.move(incompletePath(imageId), entryPath(imageId), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(root, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** Keeps an unfinished file out of use, for the operator to look at. */
  void invalidate(String imageId) {
    try {
      Files.move(
          incompletePath(imageId),
          invalid.resolve(imageId),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException _) {
      removeIncomplete(imageId);
    }
  }

  boolean isInvalid(String imageId) {
    return Files.exists(invalid.resolve(imageId));
  }

  /** How many there were. */
  int removeInvalid() {
    return removeAllIn(invalid);
  }

  /** Asks for an image; false if somebody did already. */
  boolean enqueue(String imageId) {
    try {
      Files.createFile(queue.resolve(imageId));
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean dequeue(String imageId) {
    return isImageId(imageId) && delete(queue.resolve(imageId));
  }

  int dequeueAll() {
    return removeAllIn(queue);
  }

  /** The images that are asked for, in the order in which they were. */
  List<String> queue() {
    record Asked(String imageId, Instant time) {}
    List<Asked> all = new ArrayList<>();
    for (String id : namesIn(queue)) {
      lastModified(queue.resolve(id)).ifPresent(time -> all.add(new Asked(id, time)));
    }
    return all.stream()
        .sorted(Comparator.comparing(Asked::time).thenComparing(Asked::imageId))
        .map(Asked::imageId)
        .toList();
  }

  /** Bytes that may still be written here. */
  long room() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  static boolean isImageId(String name) {
    return IMAGE_ID.matcher(name).matches();
  }

  private static int removeAllIn(Path directory) {
    int removed = 0;
    for (String name : namesIn(directory)) {
      removed += delete(directory.resolve(name)) ? 1 : 0;
    }
    return removed;
  }

  private static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> namesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(CacheDirectory::isImageId)
          .filter(name -> Files.isRegularFile(directory.resolve(name)))
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
