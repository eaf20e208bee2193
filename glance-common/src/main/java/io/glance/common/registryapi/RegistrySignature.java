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
 * <p>HMAC-SHA-256 over method, target, time and caller, one per line. The body is not covered: on a
 * network that others can write to, use TLS.
 */
public final class RegistrySignature {
  /** JSON of the {@link io.glance.common.context.RequestContext}, in ASCII. */
  public static final String CALLER_HEADER = "X-Glance-Caller";

  /** Milliseconds since 1970. */
  public static final String TIME_HEADER = "X-Glance-Time";

  public static final String SIGNATURE_HEADER = "X-Glance-Signature";

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
   */
  public String sign(String method, String target, String time, String caller) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String text = method + '\n' + target + '\n' + time + '\n' + caller;
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
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
