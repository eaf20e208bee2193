package io.glance.store.file;

import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * {@code file://<path>}: the path verbatim, nothing is URL-encoded. {@code filesystem://} reads the
 * same. Source: glance_store/_drivers/filesystem.py, StoreLocation.
 *
 * @param path absolute, without {@code .} and {@code ..}, and has a parent
 */
record FileLocation(Path path) {
  static final Set<String> SCHEMES = Set.of("file", "filesystem");

  /**
   * @throws StoreException.BadLocation if it is not the path of a file
   */
  static FileLocation parse(StoreLocation location) throws StoreException {
    if (!SCHEMES.contains(location.scheme())) {
      throw new StoreException.BadLocation("not a location of a file store");
    }
    Path path = path(location.rest());
    if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() < 2) {
      throw new StoreException.BadLocation("not the absolute path of a file");
    }
    return new FileLocation(path);
  }

  /** The file of an image in a directory. The id becomes the file's name as it is. */
  static FileLocation of(Path directory, String imageId) throws StoreException {
    boolean oneName = !imageId.isEmpty() && imageId.indexOf('/') < 0 && !imageId.startsWith(".");
    if (!oneName) {
      throw new StoreException.BadLocation("the image's id cannot be the name of a file");
    }
    return new FileLocation(directory.resolve(path(imageId)));
  }

  /** The image's id, unless somebody else made the file. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  Path directory() {
    return Objects.requireNonNull(path.getParent());
  }

  StoreLocation toStoreLocation() {
    return new StoreLocation("file://" + path);
  }

  private static Path path(String text) throws StoreException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new StoreException.BadLocation("not a path", e);
    }
  }
}
