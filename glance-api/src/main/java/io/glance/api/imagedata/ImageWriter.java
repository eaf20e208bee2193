package io.glance.api.imagedata;

import io.glance.api.inspection.ContentRule;
import io.glance.common.image.Image;
import io.glance.common.registryapi.StoredData;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.DigestedWrite;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Brings the bytes of an image to a store, whoever sends them, and looks at what they are. */
@Component
public final class ImageWriter {
  private final Stores stores;
  private final ImageDataProperties options;
  private final ContentRule content;

  ImageWriter(Stores stores, ImageDataProperties options, ContentRule content) {
    this.stores = stores;
    this.options = options;
    this.content = content;
  }

  /**
   * Stores what {@code data} yields up to its end, durably. Leaves {@code data} open.
   *
   * @param image whose formats the data must have
   * @param declaredSize bytes that it should yield, or -1 if unknown
   * @throws InspectedBody.Refused if the image may not have these data; nothing is stored
   * @throws io.glance.store.StoreException if the store fails
   * @throws IOException as {@code data} throws it
   */
  public StoredData write(Image image, InputStream data, long declaredSize, CheckedStore store)
      throws IOException {
    InspectedBody body = new InspectedBody(data, image, declaredSize, content);
    DigestedWrite done = store.write(image.id(), body, declaredSize, options.hashingAlgorithm());
    return new StoredData(
        done.written().location().url(),
        stores.metadata(store, done.written()),
        done.written().size(),
        body.virtualSize(),
        done.md5(),
        done.hashAlgorithm().hashlibName(),
        done.hash());
  }
}
