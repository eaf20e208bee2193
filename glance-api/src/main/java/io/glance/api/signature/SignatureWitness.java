package io.glance.api.signature;

import io.glance.store.checked.Witness;
import java.security.Signature;
import java.security.SignatureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the bytes of an image pass if they are those that were signed. */
final class SignatureWitness implements Witness {
  private static final Logger log = LoggerFactory.getLogger(SignatureWitness.class);

  private final String imageId;
  private final Signature verifier;
  private final byte[] signature;

  /**
   * @param verifier ready to take the bytes
   */
  SignatureWitness(String imageId, Signature verifier, byte[] signature) {
    this.imageId = imageId;
    this.verifier = verifier;
    this.signature = signature.clone();
  }

  @Override
  public void see(byte[] bytes, int offset, int length) {
    try {
      verifier.update(bytes, offset, length);
    } catch (SignatureException e) {
      throw new IllegalStateException("a verifier that was not initialized", e);
    }
  }

  @Override
  public void approve() throws SignatureRefused {
    if (!isGenuine()) {
      throw SignatureRefused.notGenuine();
    }
    log.info("Successfully verified signature for image {}", imageId);
  }

  /** What is not even formed like a signature is none of these bytes. */
  private boolean isGenuine() {
    try {
      return verifier.verify(signature);
    } catch (SignatureException e) {
      log.debug("signature of image {} is malformed", imageId, e);
      return false;
    }
  }
}
