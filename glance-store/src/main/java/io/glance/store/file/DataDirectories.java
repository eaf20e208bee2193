package io.glance.store.file;

import io.glance.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The directories of one store: which one gets a new image, and which paths are in one of them. */
final class DataDirectories {
  private final List<DataDirectory> directories;

  /**
   * @param directories each once; they need not exist, but then nothing is in them
   */
  DataDirectories(List<DataDirectory> directories) {
    this.directories =
        directories.stream()
            .sorted(Comparator.comparingInt(DataDirectory::priority).reversed())
            .toList();
  }

  List<Path> paths() {
    return directories.stream().map(DataDirectory::path).toList();
  }

  /**
   * The directory for a new image. Source: glance_store/_drivers/filesystem.py,
   * Store._find_best_datadir.
   *
   * @param size bytes, or -1 if unknown
   * @throws StoreException.Full if it fits nowhere; not asked when there is but one directory
   */
  Path bestFor(long size) throws StoreException {
    if (directories.size() == 1) {
      return directories.getFirst().path();
    }
    long needed = Math.max(0, size);
    long mostFree = 0;
    @Nullable DataDirectory best = null;
    for (DataDirectory candidate : directories) {
      if (best != null && candidate.priority() < best.priority()) {
        break;
      }
      long free = candidate.path().toFile().getUsableSpace();
      if (free >= needed && free > mostFree) {
        best = candidate;
        mostFree = free;
      }
    }
    if (best == null) {
      throw new StoreException.Full(
          "There is no enough disk space left on the image storage media. requested=%d"
              .formatted(needed));
    }
    return best.path();
  }

  /** Whether any directory has a file of this name. */
  boolean contains(String imageId) throws StoreException {
    for (DataDirectory directory : directories) {
      Path file = FileLocation.of(directory.path(), imageId).path();
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes sure that a location is one that this store could have made: directly in or below a data
   * directory, also after symbolic links are followed.
   *
   * @throws StoreException.BadLocation if it is elsewhere, whether there is a file or not
   */
  void requireInside(FileLocation location) throws StoreException {
    Path path = location.path();
    if (directories.stream().noneMatch(directory -> path.startsWith(directory.path()))
        && !isReallyInside(location.directory())) {
      throw outside();
    }
    if (Files.exists(path) && !isReallyInside(path)) {
      throw outside();
    }
  }

  /** Makes names that are new in the directory, or gone from it, survive a power cut. */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private boolean isReallyInside(Path path) {
    Optional<Path> real = realPath(path);
    return real.isPresent()
        && directories.stream()
            .flatMap(directory -> realPath(directory.path()).stream())
            .anyMatch(real.get()::startsWith);
  }

  /** Empty if there is nothing, or nothing that may be seen. */
  private static Optional<Path> realPath(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static StoreException outside() {
    return new StoreException.BadLocation("not in a data directory of this store");
  }
}
