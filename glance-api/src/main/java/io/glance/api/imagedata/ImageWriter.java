package io.glance.api.imagedata;

import io.glance.common.image.Image;
import io.glance.common.registryapi.StoredData;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.DigestedWrite;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings the bytes of an image to a store, whoever sends them. */
@Component
public final class ImageWriter {
  private final Stores stores;
  private final ImageDataProperties options;

  ImageWriter(Stores stores, ImageDataProperties options) {
    this.stores = stores;
    this.options = options;
  }

  /**
   * Stores what {@code data} yields up to its end, durably. Leaves {@code data} open.
   *
   * @param image whose formats the data should have
   * @param declaredSize bytes that it should yield, or -1 if unknown
   * @throws io.glance.store.StoreException if the store fails
   * @throws IOException as {@code data} throws it
   */
  public StoredData write(Image image, InputStream data, long declaredSize, CheckedStore store)
      throws IOException {
    DigestedWrite done = store.write(image.id(), data, declaredSize, options.hashingAlgorithm());
    return new StoredData(
        done.written().location().url(),
        stores.metadata(store, done.written()),
        done.written().size(),
        virtualSize(image, done.written().size()),
        done.md5(),
        done.hashAlgorithm().hashlibName(),
        done.hash());
  }

  /**
   * What the disk has that these bytes describe: a raw disk is its bytes; of other formats nothing
   * is known.
   */
  private static @Nullable Long virtualSize(Image image, long size) {
    boolean raw = "bare".equals(image.containerFormat()) && "raw".equals(image.diskFormat());
    return raw && size > 0 ? size : null;
  }
}
