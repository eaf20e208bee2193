package io.glance.api.signature;

import java.io.IOException;

/** Bytes are not stored because of the signature of their image. The message is for the caller. */
public final class SignatureRefused extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean plain;

  private SignatureRefused(String message, boolean plain) {
    super(message);
    this.plain = plain;
  }

  /** Source: cursive/exception.py, SignatureVerificationError. */
  static SignatureRefused because(String reason) {
    return new SignatureRefused(
        "Signature verification for the image failed: %s.".formatted(reason), false);
  }

  /** Source: glance/location.py, ImageProxy._verify_signature. */
  static SignatureRefused notGenuine() {
    return new SignatureRefused("Signature verification failed", false);
  }

  /** The certificate's name is none. Source: glance/api/v2/image_data.py, {@code ValueError}. */
  static SignatureRefused namesNothing(String message) {
    return new SignatureRefused(message, true);
  }

  /** What whoever uploads the image is told. Source: glance/api/v2/image_data.py, upload. */
  public String ofUpload(String imageId) {
    return plain
        ? String.valueOf(getMessage())
        : "Signature verification failed for image %s: %s".formatted(imageId, getMessage());
  }
}
