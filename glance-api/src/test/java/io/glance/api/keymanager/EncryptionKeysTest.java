package io.glance.api.keymanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.testing.TestingImage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {
  private static final String KEY = "5b2c0d66-6a0b-4a10-9a3f-7d6c9f3b2a11";

  private final MemoryKeyManager manager = new MemoryKeyManager();
  private final EncryptionKeys keys = new EncryptionKeys(manager);

  @Test
  void keyGoesWithItsImageIfTheImageSaysSo() {
    manager.putKey(KEY);

    keys.deleteWith(image(KEY, "on_image_deletion"), Callers.with("a-token"));

    assertThat(manager.hasKey(KEY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"do_not_delete", "", "ON_IMAGE_DELETION"})
  void otherwiseItStays(String policy) {
    manager.putKey(KEY);

    keys.deleteWith(image(KEY, policy), Callers.with("a-token"));

    assertThat(manager.hasKey(KEY)).isTrue();
  }

  @Test
  void whatFailsIsNoFailureOfTheImagesDeletion() {
    assertThatCode(() -> keys.deleteWith(image(KEY, "on_image_deletion"), Callers.with("a-token")))
        .doesNotThrowAnyException();
    assertThatCode(() -> keys.deleteWith(image("x", "on_image_deletion"), Callers.with("a-token")))
        .doesNotThrowAnyException();
    manager.goDown();
    assertThatCode(() -> keys.deleteWith(image(KEY, "on_image_deletion"), Callers.with("a-token")))
        .doesNotThrowAnyException();
  }

  private static Image image(String key, String policy) {
    return TestingImage.queued()
        .id("an-image")
        .status(ImageStatus.ACTIVE)
        .properties(
            Map.of(
                "cinder_encryption_key_id", key, "cinder_encryption_key_deletion_policy", policy))
        .image();
  }
}
