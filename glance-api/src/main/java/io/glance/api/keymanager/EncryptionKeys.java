package io.glance.api.keymanager;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keys that images are encrypted with, as far as they are to go with their image.
 *
 * <p>Source: glance/api/v2/images.py, ImagesController._delete_encryption_key.
 */
@Component
public final class EncryptionKeys {
  private static final Logger log = LoggerFactory.getLogger(EncryptionKeys.class);
  private static final String KEY = "cinder_encryption_key_id";
  private static final String POLICY = "cinder_encryption_key_deletion_policy";
  private static final String WITH_THE_IMAGE = "on_image_deletion";

  private final KeyManager keys;

  EncryptionKeys(KeyManager keys) {
    this.keys = keys;
  }

  /** Deletes the key of a deleted image if the image says so. What fails is logged only. */
  public void deleteWith(Image image, RequestContext caller) {
    Map<String, @Nullable String> properties = image.properties();
    String key = properties.get(KEY);
    if (key == null || !WITH_THE_IMAGE.equals(properties.get(POLICY))) {
      return;
    }
    try {
      keys.deleteKey(key, caller);
    } catch (KeyManagerException.NotFound e) {
      log.warn("Could not find encryption key of image {}: {}", image.id(), e.getMessage());
    } catch (KeyManagerException e) {
      log.warn(
          "Failed to delete cinder encryption key of image {}: {}", image.id(), e.getMessage());
    }
  }
}
