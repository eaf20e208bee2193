package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.signature.Signatures;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Uploads to images that are signed. */
class SignedUploadTest {
  private static final String ID = "5b2c0d66-6a0b-4a10-9a3f-7d6c9f3b2a11";

  private final Node node = new Node();

  private Image signed() {
    node.keys.put(ID, Signatures.certificate("rsa-2048"));
    return node.add(Images.withProperties(Signatures.of("rsa-2048", "SHA-256").properties(ID)));
  }

  @Test
  void signedBytesAreStored() throws IOException {
    Image image = signed();

    node.upload(image, Signatures.data());

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.now(image).size()).isEqualTo(Signatures.data().length);
  }

  @Test
  void otherBytesLeaveNothingAndTheImageMayHaveTheSignedOnes() throws IOException {
    Image image = signed();
    byte[] others = Signatures.data();
    others[0]++;

    assertThatThrownBy(() -> node.upload(image, others))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(
            "Signature verification failed for image %s: Signature verification failed",
            image.id());

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
    node.upload(image, Signatures.data());
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void bytesAreNotReadWhenTheCertificateCannotBeHad() throws IOException {
    Image image = signed();
    node.keys.goDown();
    ByteArrayInputStream data = new ByteArrayInputStream(Signatures.data());

    assertThatThrownBy(() -> node.upload(image, data))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(
            "Signature verification failed for image %s: Signature verification for the image"
                + " failed: Unable to retrieve certificate with ID: %s.",
            image.id(), ID);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(data.available()).isEqualTo(Signatures.data().length);
  }

  @Test
  void tooFewBytesAreToldBeforeTheirSignature() throws IOException {
    Image image = signed();
    byte[] cut = Arrays.copyOf(Signatures.data(), 1000);

    assertThatThrownBy(() ->
            node.uploads.upload(
                image.id(), new ByteArrayInputStream(cut), 300_000, null, Node.CALLER))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessageContaining("300000");

    assertThat(node.hasBytes(image)).isFalse();
  }
}
