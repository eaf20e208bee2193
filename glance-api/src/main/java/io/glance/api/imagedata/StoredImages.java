package io.glance.api.imagedata;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.Tenant;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The bytes of images, at whichever of their locations has them. */
@Component
public final class StoredImages {
  private static final Logger log = LoggerFactory.getLogger(StoredImages.class);

  private final StoredBytes bytes;
  private final ImagePlaces places;

  StoredImages(StoredBytes bytes, ImagePlaces places) {
    this.bytes = bytes;
    this.places = places;
  }

  /**
   * Opens an image at the first of its locations that has the bytes; empty if none has. The caller
   * closes the result.
   *
   * @param preferred ids of the stores to be looked into first
   * @throws GlanceException if none has them and not all could be asked
   */
  public Optional<OpenImage> open(
      Image image, Set<String> preferred, ByteRange range, Tenant tenant) {
    IOException failure = new StoreException.NotFound("no location has the bytes");
    for (ImageLocation location : places.inOrder(image, preferred)) {
      try {
        return Optional.of(bytes.open(location, range, tenant));
      } catch (IOException e) {
        log.warn("could not open image {}: {}", image.id(), e.getMessage());
        failure = e;
      }
    }
    if (failure instanceof StoreException.NotFound) {
      return Optional.empty();
    }
    throw StoreFaults.ofDownload(failure);
  }
}
