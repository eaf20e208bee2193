package io.glance.api.imagedata;

import io.glance.api.inspection.ContentRule;
import io.glance.api.signature.SignatureRule;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.StoredData;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.DigestedWrite;
import io.glance.store.checked.Witness;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Brings the bytes of an image to a store, whoever sends them, and looks at what they are. */
@Component
public final class ImageWriter {
  private final Stores stores;
  private final ImageDataProperties options;
  private final ContentRule content;
  private final SignatureRule signatures;

  ImageWriter(
      Stores stores, ImageDataProperties options, ContentRule content, SignatureRule signatures) {
    this.stores = stores;
    this.options = options;
    this.content = content;
    this.signatures = signatures;
  }

  /**
   * Stores what {@code data} yields up to its end, durably. Leaves {@code data} open.
   *
   * @param image whose formats the data must have, and whose signature
   * @param declaredSize bytes that it should yield, or -1 if unknown
   * @param caller in whose name the signer's certificate is read
   * @throws InspectedBody.Refused if the image may not have these data; nothing is stored
   * @throws io.glance.api.signature.SignatureRefused if they are not those that were signed, or if
   *     that cannot be told; nothing is stored that the image becomes active with
   * @throws io.glance.store.StoreException if the store fails
   * @throws IOException as {@code data} throws it
   */
  public StoredData write(
      Image image, InputStream data, long declaredSize, CheckedStore store, RequestContext caller)
      throws IOException {
    @Nullable Witness witness = signatures.witness(image, caller).orElse(null);
    InspectedBody body = new InspectedBody(data, image, declaredSize, content);
    DigestedWrite done =
        store.write(image.id(), body, declaredSize, options.hashingAlgorithm(), witness);
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
