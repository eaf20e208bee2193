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
import java.util.OptionalLong;
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
  }

  @Override
  public void forget(String imageId) {
    if (!Files.exists(file(imageId))) {
      return;
    }
    try {
      remove(imageId);
    } catch (IOException e) {
      log.warn("staged bytes of deleted image {} are left", imageId, e);
    }
  }

  private Path file(String imageId) {
    return stores.stagingDirectory().resolve(imageId);
  }
}
