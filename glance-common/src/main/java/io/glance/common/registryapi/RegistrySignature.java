package io.glance.common.registryapi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that a call to the registry was made by a glance-api that knows the shared secret, for the
 * caller that it names.
 *
 * <p>HMAC-SHA-256 over {@value #VERSION}, method, target, time, caller and the digest of the body,
 * one per line. What is signed can be read and, for some minutes, repeated by others: on a network
 * that is not the services' own, use TLS.
 */
public final class RegistrySignature {
  /** JSON of the {@link io.glance.common.context.RequestContext}, in ASCII. */
  public static final String CALLER_HEADER = "X-Glance-Caller";

  /** Milliseconds since 1970. */
  public static final String TIME_HEADER = "X-Glance-Time";

  public static final String SIGNATURE_HEADER = "X-Glance-Signature";

  /** The {@link #digest} of the body; absent if there is none. */
  public static final String DIGEST_HEADER = "X-Glance-Digest";

  /** What stands for the digest of a body that is not there. */
  public static final String NO_BODY = "";

  /** Changes with what is signed, so that two releases that differ in it refuse each other. */
  private static final String VERSION = "glance-registry-2";

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * @param secret not empty
   */
  public RegistrySignature(String secret) {
    key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * @param target path and query as they stand in the request line
   * @param digest of the body, or {@link #NO_BODY}
   */
  public String sign(String method, String target, String time, String caller, String digest) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String text = String.join("\n", VERSION, method, target, time, caller, digest);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SHA-256, in hexadecimal digits. */
  public static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares in constant time. */
  public boolean matches(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
