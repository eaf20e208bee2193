package io.glance.api.signature;

import io.glance.api.keymanager.KeyManager;
import io.glance.api.keymanager.KeyManagerException;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.store.checked.Witness;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Images that are signed get only the bytes that were signed.
 *
 * <p>Whom the certificate is of, who issued it and whether it is valid now is no matter here: that
 * is asked by whoever boots from the image.
 *
 * <p>Source: glance/location.py, ImageProxy.set_data; cursive/signature_utils.py, get_verifier.
 */
@Component
public final class SignatureRule {
  private static final Logger log = LoggerFactory.getLogger(SignatureRule.class);

  private final KeyManager keys;

  public SignatureRule(KeyManager keys) {
    this.keys = keys;
  }

  /** The properties of an image that this reads. */
  public static Set<String> properties() {
    return ImageSignature.PROPERTIES;
  }

  /**
   * Who has to approve of the bytes of an image; nobody if it is not signed. Asks the key manager,
   * in the caller's name.
   *
   * @throws SignatureRefused if the image is signed in a way that no bytes can be right
   */
  public Optional<Witness> witness(Image image, RequestContext caller) throws SignatureRefused {
    Optional<ImageSignature> signed = ImageSignature.of(image);
    if (signed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(witness(image.id(), signed.get(), caller));
  }

  private Witness witness(String imageId, ImageSignature signed, RequestContext caller)
      throws SignatureRefused {
    byte[] signature =
        PythonBase64.decode(signed.signature())
            .orElseThrow(() ->
                SignatureRefused.because(
                    "The signature data was not properly encoded using base64"));
    HashMethod hash =
        HashMethod.named(signed.hashMethod())
            .orElseThrow(() ->
                SignatureRefused.because("Invalid signature hash method: " + signed.hashMethod()));
    KeyType type =
        KeyType.named(signed.keyType())
            .orElseThrow(
                () -> SignatureRefused.because("Invalid signature key type: " + signed.keyType()));
    PublicKey key = certificate(signed.certificate(), caller).getPublicKey();
    if (!type.fits(key)) {
      throw SignatureRefused.because(
          "Invalid public key type for signature key type: " + type.wireName());
    }
    if (signature.length == 0) {
      throw SignatureRefused.because("Error occurred while creating the verifier");
    }
    return new SignatureWitness(imageId, verifier(type, hash, key), signature);
  }

  private static Signature verifier(KeyType type, HashMethod hash, PublicKey key)
      throws SignatureRefused {
    try {
      return type.verifier(hash, key);
    } catch (GeneralSecurityException e) {
      log.error("a certificate is not good for {}: {}", type.wireName(), e.toString());
      throw SignatureRefused.because("Error occurred while creating the verifier");
    }
  }

  private X509Certificate certificate(String reference, RequestContext caller)
      throws SignatureRefused {
    try {
      return keys.certificate(reference, caller);
    } catch (KeyManagerException e) {
      throw switch (e) {
        case KeyManagerException.NotFound _ ->
            SignatureRefused.because("Certificate not found with ID: " + reference);
        case KeyManagerException.NoCertificate other ->
            SignatureRefused.because("Invalid certificate format: " + other.format());
        case KeyManagerException.BadReference other ->
            SignatureRefused.namesNothing(String.valueOf(other.getMessage()));
        case KeyManagerException.Failed other -> {
          log.error("Unable to retrieve certificate: {}", other.getMessage());
          yield SignatureRefused.because("Unable to retrieve certificate with ID: " + reference);
        }
      };
    }
  }
}
