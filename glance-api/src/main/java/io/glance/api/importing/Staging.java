package io.glance.api.importing;

import io.glance.api.imagedata.Leftovers;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.backends.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bytes that this node keeps for imports, in a directory of its own: one file per image. */
@Component
final class Staging implements Leftovers {
  private static final Logger log = LoggerFactory.getLogger(Staging.class);

  private final Stores stores;

  Staging(Stores stores) {
    this.stores = stores;
  }

  /**
   * @throws io.glance.store.StoreException.Duplicate if there are bytes of that image
   */
  Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    return stores.staging().write(imageId, data, expectedSize);
  }

  /**
   * The caller closes the result.
   *
   * @throws io.glance.store.StoreException.NotFound if there are none
   */
  OpenImage open(String imageId) throws IOException {
    return stores.staging().open(new StoreLocation("file://" + file(imageId)), ByteRange.ALL);
  }

  /** Bytes that are staged of an image; empty if there are none. */
  OptionalLong size(String imageId) {
    try {
      return OptionalLong.of(Files.size(file(imageId)));
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  /** Removes whatever there is of an image; does nothing if there is nothing. */
  void remove(String imageId) throws IOException {
    stores.staging().discard(imageId);
    removeWorkingFiles(imageId);
  }

  /** Removes what imports made of an image, but not what is staged of it. */
  void removeWorkingFiles(String imageId) throws IOException {
    for (Path file : workingFiles(imageId)) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Where an import may make a file for itself, in a directory that exists.
   *
   * @param ending tells the files of one image apart
   */
  Path placeFor(String imageId, String ending) throws IOException {
    Path directory = Files.createDirectories(stores.stagingDirectory());
    return directory.resolve(imageId + "." + ending).toAbsolutePath();
  }

  private List<Path> workingFiles(String imageId) throws IOException {
    if (!Files.isDirectory(stores.stagingDirectory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(stores.stagingDirectory())) {
      return files.filter(file -> file.getFileName().toString().startsWith(imageId + ".")).toList();
    }
  }

  @Override
  public void forget(String imageId) {
    try {
      if (Files.exists(file(imageId)) || !workingFiles(imageId).isEmpty()) {
        remove(imageId);
      }
    } catch (IOException e) {
      log.warn("staged bytes of deleted image {} are left", imageId, e);
    }
  }

  private Path file(String imageId) {
    return stores.stagingDirectory().resolve(imageId);
  }
}
