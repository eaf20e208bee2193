package io.glance.api.signature;

import io.glance.common.image.Image;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the properties of an image say of its signature. One of which a property is missing is not
 * signed.
 *
 * <p>Source: cursive/signature_utils.py, should_create_verifier.
 *
 * @param certificate name of the signer's certificate in the key manager
 * @param hashMethod as {@code SHA-256}
 * @param signature in Base64
 * @param keyType as {@code RSA-PSS}
 */
record ImageSignature(String certificate, String hashMethod, String signature, String keyType) {
  private static final String CERTIFICATE = "img_signature_certificate_uuid";
  private static final String HASH_METHOD = "img_signature_hash_method";
  private static final String SIGNATURE = "img_signature";
  private static final String KEY_TYPE = "img_signature_key_type";
  static final Set<String> PROPERTIES = Set.of(CERTIFICATE, HASH_METHOD, SIGNATURE, KEY_TYPE);

  /**
   * @throws SignatureRefused if a property is there, but null
   */
  static Optional<ImageSignature> of(Image image) throws SignatureRefused {
    Map<String, @Nullable String> properties = image.properties();
    if (!properties.keySet().containsAll(PROPERTIES)) {
      return Optional.empty();
    }
    return Optional.of(
        new ImageSignature(
            required(properties, CERTIFICATE),
            required(properties, HASH_METHOD),
            required(properties, SIGNATURE),
            required(properties, KEY_TYPE)));
  }

  private static String required(Map<String, @Nullable String> properties, String name)
      throws SignatureRefused {
    String value = properties.get(name);
    if (value == null) {
      throw SignatureRefused.because(
          "Required image properties for signature verification do not exist. Cannot verify"
              + " signature. Missing property: "
              + (name.equals(CERTIFICATE) ? "img_signature_uuid" : name));
    }
    return value;
  }
}
