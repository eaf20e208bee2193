package io.glance.api.signature;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * With what kind of key an image is signed. The curve of a certificate need not be the one that the
 * image names, but must be one that the JDK can compute with.
 *
 * <p>Source: cursive/signature_utils.py, SignatureKeyType. Its releases before 0.3.1 had four
 * curves over binary fields besides (ECC_SECT409K1, ECC_SECT409R1, ECC_SECT571K1, ECC_SECT571R1),
 * which neither Python's cryptography nor the JDK has any more.
 */
enum KeyType {
  RSA_PSS("RSA-PSS", RSAPublicKey.class),
  DSA("DSA", DSAPublicKey.class),
  ECC_SECP384R1("ECC_SECP384R1", ECPublicKey.class),
  ECC_SECP521R1("ECC_SECP521R1", ECPublicKey.class);

  private static final int BYTE = 8;
  private static final List<String> CURVES = List.of("secp256r1", "secp384r1", "secp521r1");

  private final String wireName;
  private final Class<? extends PublicKey> keys;

  KeyType(String wireName, Class<? extends PublicKey> keys) {
    this.wireName = wireName;
    this.keys = keys;
  }

  static Optional<KeyType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }

  String wireName() {
    return wireName;
  }

  boolean fits(PublicKey key) {
    return keys.isInstance(key);
  }

  /**
   * What verifies signatures of a key that fits.
   *
   * @throws GeneralSecurityException if the key is not good for that
   */
  Signature verifier(HashMethod hash, PublicKey key) throws GeneralSecurityException {
    return switch (this) {
      case RSA_PSS -> pss(hash, (RSAPublicKey) key);
      case DSA -> plain(hash.javaName() + "withDSA", key);
      case ECC_SECP384R1, ECC_SECP521R1 -> ecdsa(hash, (ECPublicKey) key);
    };
  }

  private static Signature plain(String algorithm, PublicKey key) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    return verifier;
  }

  /** The JDK reads keys of more curves than it can compute with. */
  private static Signature ecdsa(HashMethod hash, ECPublicKey key) throws GeneralSecurityException {
    for (String curve : CURVES) {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(curve));
      ECParameterSpec known = parameters.getParameterSpec(ECParameterSpec.class);
      if (known.getCurve().equals(key.getParams().getCurve())) {
        return plain(hash.javaName() + "withECDSA", key);
      }
    }
    throw new InvalidKeyException("its curve is none of " + CURVES);
  }

  /** The salt is as long as it can be. */
  private static Signature pss(HashMethod hash, RSAPublicKey key) throws GeneralSecurityException {
    int encodedLength = (key.getModulus().bitLength() - 1 + BYTE - 1) / BYTE;
    int saltLength = encodedLength - hash.length() - 2;
    if (saltLength < 0) {
      throw new InvalidKeyException("the key is too short for " + hash.wireName());
    }
    Signature verifier = Signature.getInstance("RSASSA-PSS");
    verifier.setParameter(
        new PSSParameterSpec(
            hash.wireName(),
            "MGF1",
            new MGF1ParameterSpec(hash.wireName()),
            saltLength,
            PSSParameterSpec.TRAILER_FIELD_BC));
    verifier.initVerify(key);
    return verifier;
  }
}
